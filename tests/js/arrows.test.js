// The folders of the browser's code, and which of them a module may import.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const root = new URL("../../docs/assets/js/", import.meta.url);

/** Each folder with those whose modules its own may import, besides their own. @type {Record<string, string[]>} */
const MAY_IMPORT = { lib: [], data: ["lib"] };
for (const folder of ["search", "saved"]) MAY_IMPORT[folder] = ["lib", "data"];
for (const folder of ["explorer", "map", "export"]) MAY_IMPORT[folder] = ["lib", "data", "search", "saved"];
MAY_IMPORT.app = Object.keys(MAY_IMPORT);

/** Every module with the modules that it imports, also lazily, by their paths. @type {Map<string, string[]>} */
const modules = new Map();
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = `${entry.parentPath.replaceAll("\\", "/")}/${entry.name}`.split("/docs/assets/js/")[1] ?? "";
  const code = readFileSync(new URL(path, root), "utf8").replace(/\/\*\*.*?\*\//gs, "");
  const named = [...code.matchAll(/(?:\bfrom |\bimport\(|^import )"(\.[^"]+)"/gm)];
  modules.set(
    path,
    named.map(([, name = ""]) => new URL(name, new URL(path, root)).pathname.slice(root.pathname.length)),
  );
}

const folderOf = (/** @type {string} */ path) => path.split("/")[0] ?? "";

test("every module is in a folder that has its place", () => {
  for (const path of modules.keys()) assert.ok(folderOf(path) in MAY_IMPORT, path);
});

test("modules import only from folders below their own", () => {
  for (const [path, imports] of modules) {
    const folder = folderOf(path);
    for (const other of imports) {
      assert.ok(modules.has(other), `${path} imports ${other}, which is not there`);
      const may = folderOf(other) === folder || MAY_IMPORT[folder]?.includes(folderOf(other));
      assert.ok(may, `${path} may not import ${other}`);
    }
  }
});

test("every module is imported by another, or is a page's own", () => {
  const entry = readFileSync(new URL("../reading-list.js", root), "utf8");
  const imported = new Set([...modules.values()].flat());
  for (const path of modules.keys()) {
    assert.ok(imported.has(path) || entry.includes(`${path}"`) || path === "app/from-disk.js", path);
  }
});

test("no modules import each other in a circle", () => {
  /** @param {string} path @param {string[]} way */
  const visit = (path, way) => {
    assert.ok(!way.includes(path), [...way, path].join(" → "));
    for (const other of modules.get(path) ?? []) visit(other, [...way, path]);
  };
  for (const path of modules.keys()) visit(path, []);
});
