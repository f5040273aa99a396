"""Runs Schematron rules that are written in XPath 2 or 3, with Saxon.

Each rule becomes a query of its own: a node is checked by the first rule of a pattern whose
context it matches, and each of that rule's assertions is asked of it.
"""

from lxml import etree
from saxonche import PySaxonProcessor

SCH = "{http://purl.oclc.org/dsdl/schematron}"


def resolve(text, variables):
    """Variables of a rule are written out as `let`, innermost last."""
    lets = "".join(f"let ${name} := ({value}) return " for name, value in variables)
    return f"{lets}({text})"


class Rules:
    """A Schematron schema."""

    def __init__(self, path):
        self.root = etree.parse(str(path)).getroot()
        self.namespaces = [(n.get("prefix"), n.get("uri")) for n in self.root.iter(f"{SCH}ns")]
        self.shared = self.lets(self.root)

    @staticmethod
    def lets(element):
        return [(let.get("name"), let.get("value")) for let in element.findall(f"{SCH}let")]

    def faults(self, path):
        """What the rules say of a file; a rule that cannot be asked is a fault too."""
        with PySaxonProcessor(license=False) as processor:
            xpath = processor.new_xpath_processor()
            for prefix, uri in self.namespaces:
                xpath.declare_namespace(prefix, uri)
            xpath.set_context(xdm_item=processor.parse_xml(xml_file_name=str(path)))
            found = []
            for pattern in self.root.iter(f"{SCH}pattern"):
                found.extend(self.of_pattern(xpath, pattern))
            return found

    def of_pattern(self, xpath, pattern):
        earlier = []
        for rule in pattern.findall(f"{SCH}rule"):
            context = rule.get("context")
            nodes = " | ".join(
                part if part.startswith("/") else f"//{part}" for part in self.parts(context))
            here = f"({nodes})"
            if earlier:
                here = f"({here} except ({' | '.join(earlier)}))"
            earlier.append(f"({nodes})")
            variables = self.shared + self.lets(pattern) + self.lets(rule)
            for kind, wrong in (("assert", "not"), ("report", "boolean")):
                for test in rule.findall(f"{SCH}{kind}"):
                    asked = resolve(f"{wrong}({test.get('test')})", variables)
                    # `current()` belongs to XSLT: here it is the node of the rule.
                    asked = asked.replace("current()", "$node")
                    query = f"count(for $node in {here} return $node[{asked}])"
                    count = xpath.evaluate_single(query)
                    if count is None:
                        yield f"a rule of `{context}` cannot be asked: {query}"
                    elif int(count.string_value) > 0:
                        message = " ".join("".join(test.itertext()).split())
                        yield f"{count.string_value} × {context}: {message}"

    @staticmethod
    def parts(context):
        """The alternatives of a context, split at `|` outside of brackets."""
        parts, depth, start = [], 0, 0
        for at, character in enumerate(context):
            depth += (character in "[(") - (character in "])")
            if character == "|" and depth == 0:
                parts.append(context[start:at].strip())
                start = at + 1
        return parts + [context[start:].strip()]
