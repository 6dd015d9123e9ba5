import assert from "node:assert/strict";
import { test } from "node:test";
import { FORMATS, joined } from "../../docs/assets/js/export/formats.js";

const PAPERS = [
  ["@misc{a,\n}\n", "TY  - GEN\r\nER  - \r\n", '{\n  "id": "a"\n}', "- A\n", "a,A\r\n"],
  ["@misc{b,\n}\n", "TY  - GEN\r\nER  - \r\n", '{\n  "id": "b"\n}', "- B\n", "b,B\r\n"],
];

const HEADING = FORMATS.at(-1)?.before ?? "";

test("papers are joined to one file of each format", () => {
  const files = FORMATS.map((format) => joined(PAPERS, format));
  assert.deepEqual(files, [
    "@misc{a,\n}\n\n@misc{b,\n}\n",
    "TY  - GEN\r\nER  - \r\n\r\nTY  - GEN\r\nER  - \r\n",
    '[\n{\n  "id": "a"\n},\n{\n  "id": "b"\n}\n]\n',
    "- A\n- B\n",
    `${HEADING}a,A\r\nb,B\r\n`,
  ]);
});

test("no papers are a file too", () => {
  assert.deepEqual(
    FORMATS.map((format) => joined([], format)),
    ["", "", "[\n\n]\n", "", HEADING],
  );
});
