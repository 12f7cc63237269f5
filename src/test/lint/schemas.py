"""schemas.py FOLDER OPENAPI…: what an API server takes (/openapi/v3), as one strict JSON schema a kind."""

import json
import pathlib
import sys


def strict(schema):
    """The same, but that no other field is taken: the API server's own say nothing of those."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    copy = {key: strict(value) for key, value in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        copy.setdefault("additionalProperties", False)
    return copy


def main(folder, files):
    for file in files:
        schemas = json.loads(pathlib.Path(file).read_text())["components"]["schemas"]
        components = {"schemas": strict(schemas)}
        for name, schema in schemas.items():
            for kind in schema.get("x-kubernetes-group-version-kind", []):
                parts = [kind["kind"], *filter(None, [kind["group"].split(".")[0], kind["version"]])]
                whole = {"$ref": f"#/components/schemas/{name}", "components": components}
                pathlib.Path(folder, "-".join(parts).lower() + ".json").write_text(json.dumps(whole))


main(sys.argv[1], sys.argv[2:])
