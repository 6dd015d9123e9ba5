// The libraries that come with the site are those that package.json pins, as they were published.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const vendor = new URL("docs/assets/vendor/", root);

/**
 * @param {string} path
 * @param {URL} [base]
 */
const read = (path, base = root) => readFileSync(new URL(path, base), "utf-8");

const named = [...read("VERSIONS.txt", vendor).matchAll(/^(\S+) (\d\S*) \((\S+), (\S+)\): /gm)];
const folders = readdirSync(vendor, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test("VERSIONS.txt names each library in its pinned version, with licence", () => {
  const pinned = JSON.parse(read("package.json")).devDependencies;
  assert.deepEqual(named.map(([, name]) => name).sort(), folders.map(({ name }) => name).sort());
  for (const [, name, version, , licence] of named) {
    assert.equal(version, pinned[name], `${name}: run make vendor`);
    assert.match(read(licence, vendor), /Permission|Redistribution/);
  }
});

test("the modules of lit-html are as published, without source maps", () => {
  const modules = readdirSync(new URL("lit-html/", vendor), { recursive: true, encoding: "utf-8" });
  for (const path of modules.filter((name) => name.endsWith(".js"))) {
    const published = read(`node_modules/lit-html/${path}`).replace(/^\/\/# sourceMappingURL=.*\n?/m, "");
    assert.equal(read(`lit-html/${path}`, vendor).trimEnd(), published.trimEnd(), path);
  }
});
