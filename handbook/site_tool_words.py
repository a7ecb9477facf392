"""The words of what readers use rather than read: the plan, the preferences and the forms."""

from __future__ import annotations

from handbook.word_group import WordGroup


class PlanWords(WordGroup):
    """The reader's plan and the checklists."""

    plan_title: str = "My plan"
    plan_summary: str = (
        "The recommendations that you chose, by stage, with room for a note, an owner and a date."
    )
    plan_add: str = "Add to my plan"
    plan_added: str = "Added. My plan has {count}."
    plan_removed: str = "Removed. My plan has {count}."
    plan_see: str = "See my plan"
    plan_no_script: str = (
        "A plan can be kept on the website, in a browser with JavaScript on. "
        "The checklists below do without: print one and write on it."
    )
    plan_chosen: str = "What you chose"
    plan_privacy: str = (
        "Your plan is kept in this browser only. It is sent nowhere, and nobody else can see it. "
        "It is lost when you clear your browser’s data, so save a copy."
    )
    plan_empty: str = (
        "Your plan is empty. Press “Add to my plan” beside any recommendation, "
        "or bring back a plan that you saved."
    )
    plan_count_one: str = "1 recommendation is in your plan."
    plan_count: str = "{count} recommendations are in your plan."
    plan_gone: str = "No longer in this handbook"
    plan_note: str = "Note"
    plan_owner: str = "Owner"
    plan_date: str = "By when"
    plan_kept: str = "Saved in this browser."
    plan_remove: str = "Remove from my plan"
    plan_item_removed: str = "Removed: {text}"
    plan_put_back: str = "Put it back"
    plan_restored: str = "Put back."
    plan_print: str = "Print my plan"
    plan_word: str = "Save for a word processor (HTML)"
    plan_csv: str = "Save for a spreadsheet (CSV)"
    plan_saved: str = "Saved as {file}, where your browser keeps downloads."
    plan_file: str = "my-plan"
    plan_clear: str = "Empty my plan"
    plan_cleared: str = "Your plan is empty now."
    plan_put_all_back: str = "Put everything back"
    plan_import: str = "Bring back a plan that you saved"
    plan_import_hint: str = (
        "Choose a CSV or HTML file from this page. It is read in your browser and sent nowhere. "
        "What it says is added to what stands here."
    )
    plan_brought: str = "Recommendations brought back: {count}."
    plan_not_a_plan: str = "This is not a plan. Choose a CSV or HTML file saved from this page."
    plan_not_kept: str = (
        "Your browser does not let this site keep anything, so the change is not saved."
    )
    plan_failed: str = "The recommendations could not be loaded. Try again when you are online."
    plan_columns: tuple[str, str, str, str, str, str, str, str] = (
        "Reference",
        "Stage",
        "Recommendation",
        "Principle",
        "For",
        "Note",
        "Owner",
        "By when",
    )
    plan_checklists: str = "Checklists to print"
    plan_checklists_why: str = (
        "Each has a box to tick and room for notes beside every recommendation. "
        "They need no JavaScript."
    )
    by_stage: str = "By stage"
    by_audience: str = "By who you are"


class PreferenceWords(WordGroup):
    """Reading preferences."""

    preferences_title: str = "Reading preferences"
    preferences_summary: str = "Choose how this site looks: size, spacing, typeface and colours."
    preferences_how: str = (
        "A choice takes effect at once, on every page. It is kept in this browser and sent nowhere."
    )
    preferences_reset: str = "Back to how it was"
    preferences_was_reset: str = "All choices are back to how they were."
    preferences_set: str = "{group}: {choice}. Saved in this browser."
    preferences_not_kept: str = (
        "Changed on this page only: your browser does not let this site keep anything."
    )
    preferences_no_script: str = (
        "Choosing here needs JavaScript, which is off in your browser. "
        "Your browser’s own settings do the same, as the next section shows."
    )
    preferences_size: str = "Text size"
    preferences_sizes: tuple[str, str, str, str] = ("Standard", "Large", "Very large", "Largest")
    preferences_lines: str = "Space between lines"
    preferences_letters: str = "Space between letters and words"
    preferences_spaces: tuple[str, str, str] = ("Standard", "Wide", "Widest")
    preferences_typeface: str = "Typeface"
    preferences_typefaces: tuple[str, str, str] = (
        "The handbook’s, made to be easy to read",
        "Your device’s",
        "With serifs, as in books",
    )
    preferences_colours: str = "Colours"
    preferences_palettes: tuple[str, str, str, str, str, str] = (
        "Follow my device",
        "Light",
        "Dark",
        "High contrast, black on white",
        "High contrast, white on black",
        "Sepia",
    )
    preferences_forced: str = (
        "Your device sets the colours of every page now, so a choice of colours changes nothing."
    )
    preferences_browser: str = "In your browser and on your device"
    preferences_browser_ways: tuple[str, ...] = (
        "Larger text: hold Ctrl, or Cmd on a Mac, and press the plus key. "
        "Press 0 to go back. Everything stays readable up to 400 %.",
        "Colours: this site follows the light, dark and high contrast settings of your device. "
        "They are under Accessibility or Display in its settings.",
        "Typeface and spacing: the reader view of your browser lets you choose both. "
        "Look for a book or a page of text in the address bar.",
        "Read aloud: most browsers and devices can speak a page. Look for “Read aloud” in the menu "
        "of the browser, or for “Speak” in the accessibility settings.",
    )


class FormWords(WordGroup):
    """What both forms share, and each of them."""

    optional: str = "{label} (optional)"
    there_is_a_problem: str = "There is a problem"
    error: str = "Error:"
    form_by_email: str = (
        "Sending opens your email program with your answers already written. "
        "Nothing is sent until you send the email."
    )
    form_by_email_instead: str = "You can also write an email with the questions in it"
    form_to_contact: str = "to {contact}."
    form_email_ready: str = "Your email is ready"
    form_email_how: str = (
        "Your email program should open with your answers. Send the email from there. "
        "If nothing opened, follow the link, or copy the text below and send it to {contact}."
    )
    form_email_open: str = "Open the email"
    form_email_text: str = "Text of the email"
    formats_title: str = "Ask for another format"
    formats_summary: str = "Tell us what you need, and in which form. You do not have to say why."
    formats_send: str = "Send my request"
    formats_what: str = "What do you need?"
    formats_what_whole: str = "The whole handbook"
    formats_what_page: str = "One page or part of it"
    formats_what_missing: str = "Choose the whole handbook, or one page or part"
    formats_page: str = "Which page or part?"
    formats_page_hint: str = "Its title or its address. Leave this empty for the whole handbook."
    formats_page_missing: str = "Enter which page or part you need"
    formats_format: str = "Which format do you need?"
    formats_choices: tuple[str, ...] = (
        "Large print on paper",
        "Easy Read",
        "Audio",
        "Braille on paper",
        "Sign language",
        "Another language",
        "Another format",
    )
    formats_format_missing: str = "Choose the format that you need"
    formats_detail: str = "More about the format"
    formats_detail_hint: str = "For example, the size of the text or the grade of braille."
    formats_technology: str = "Which assistive technology do you use?"
    formats_technology_hint: str = "For example, the name of a screen reader, with its version."
    formats_reach: str = "How can we reach you?"
    formats_reach_hint: str = "Fill in at least one. We use it only to answer this request."
    formats_reach_missing: str = "Enter an email address, a phone number or a postal address"
    formats_by: str = "When do you need it by?"
    formats_by_hint: str = "For example, 31 3 2027. Leave it empty if there is no date."
    formats_by_wrong: str = "The date must be a real one, with a day, a month and a year"
    name: str = "Name"
    name_missing: str = "Enter your name"
    email: str = "Email address"
    email_missing: str = "Enter your email address"
    email_wrong: str = "Enter an email address in the correct format, like name@example.com"
    phone: str = "Phone number"
    post: str = "Postal address"
    day: str = "Day"
    month: str = "Month"
    year: str = "Year"
    interest_title: str = "Register your interest"
    interest_summary: str = "Leave your name, and we write when there is something new."
    interest_send: str = "Register my interest"
    interest_role: str = "Your role"
    interest_role_hint: str = "For example, planner, community organiser or resident."
    interest_place: str = "Place"
    interest_place_hint: str = "Where you live or work."
    interest_no_place: str = "Somewhere else, or rather not say"
    interest_email_hint: str = "We use it only to write to you about this handbook."
    thanks_title: str = "Thank you"
    thanks_summary: str = "We have what you sent."
    thanks_next: str = "What happens next"
    thanks_text: str = (
        "A person reads it and answers. If you hear nothing, or want to change what you sent, "
        "write to {contact}."
    )


class ToolWords(PlanWords, PreferenceWords, FormWords):
    """All of them."""
