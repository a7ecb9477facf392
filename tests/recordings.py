"""A short page with two languages, a picture, a table and three headings, to be read aloud."""

from dataclasses import replace

import handbook
from handbook.formats.registry import FORMATS
from tests.cases import make_handbook
from tests.test_formats import changed

MP3, TALKING, DAISY = (FORMATS[name] for name in ("mp3", "talking-epub", "daisy"))
BODY = """<article class="guide" lang="en-GB"><header><h1 id="t">Trees</h1></header>
<p>We say <span lang="cy">croeso i bawb</span>, and plant a tree in each street.</p>
<section><h2 id="why">Why it matters</h2><figure class="figure" id="f"><img src="{image}"
alt="A lime tree by a door." width="9" height="9"/></figure>
<table><caption>Trees planted</caption><thead><tr><th scope="col">Street</th>
<th scope="col">Trees</th></tr></thead><tbody><tr><th scope="row">Mill Lane</th>
<td class="num">20</td></tr></tbody></table></section>
<section><h2 id="what">What to do</h2><dl><dt>Kerb</dt><dd>An edge.</dd></dl></section></article>"""


def audio_edition(folder):
    """Return a small handbook in a folder, where its recordings are kept too."""
    return handbook.load(make_handbook(folder, {}))


def audio_page(edition):
    """Return the page."""
    image = edition.report.images[0]
    document = replace(edition.pages["content/advice.md"], title="Trees", images=(image,))
    return changed(document, BODY.format(image=image))
