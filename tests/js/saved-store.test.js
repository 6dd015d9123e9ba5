import assert from "node:assert/strict";
import { test } from "node:test";
import { edited, put } from "../../docs/assets/js/saved/lists-data.js";
import { SavedStore } from "../../docs/assets/js/saved/saved-store.js";

class StorageArea {
  /** @type {Map<string, string>} */
  items = new Map();
  full = false;
  getItem = (/** @type {string} */ key) => this.items.get(key) ?? null;
  /**
   * @param {string} key
   * @param {string} value
   */
  setItem(key, value) {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.items.set(key, value);
  }
  removeItem = (/** @type {string} */ key) => this.items.delete(key);
}

/** @type {(area: StorageArea, told?: string[]) => SavedStore} */
const open = (area, told = []) =>
  new SavedStore({ area: () => area, key: "kept", tell: (message) => told.push(message) });

test("what is set is there again in the next visit", () => {
  const area = new StorageArea();
  open(area).set("awq", { bookmarked: true, title: "AWQ" });
  assert.deepEqual(open(area).get("awq"), { bookmarked: true, read: false, hidden: false, note: "", title: "AWQ" });
  assert.equal(open(area).status, "kept");
});

test("two tabs never overwrite each other's papers", () => {
  const area = new StorageArea();
  const [one, two] = [open(area), open(area)];
  one.set("a", { read: true });
  two.set("b", { read: true });
  one.set("c", { read: true });
  two.refresh();
  assert.deepEqual([...two.all().keys()], ["a", "b", "c"]);
});

test("listeners hear of changes here and elsewhere, until they leave", () => {
  const area = new StorageArea();
  const [one, two] = [open(area), open(area)];
  let heard = 0;
  const left = new AbortController();
  one.addEventListener("change", () => (heard += 1), { signal: left.signal });
  one.set("a", { read: true });
  two.set("b", { read: true });
  one.refresh();
  one.refresh();
  left.abort();
  one.set("c", { read: true });
  assert.equal(heard, 2);
});

test("a blocked storage is said at the first change and not before", () => {
  /** @type {string[]} */
  const told = [];
  const store = new SavedStore({
    area: () => {
      throw new DOMException("blocked", "SecurityError");
    },
    key: "kept",
    tell: (message) => told.push(message),
  });
  assert.deepEqual([store.status, told.length], ["session", 0]);
  store.set("a", { read: true });
  store.set("b", { note: "n" });
  assert.deepEqual([store.get("a").read, store.get("b").note, told.length], [true, "n", 1]);
});

test("with full storage, changes are held and stored later", () => {
  const area = new StorageArea();
  /** @type {string[]} */
  const told = [];
  const store = open(area, told);
  store.set("a", { read: true });
  area.full = true;
  store.set("b", { read: true });
  assert.deepEqual([store.status, told.length], ["session", 1]);
  area.full = false;
  open(area).set("c", { read: true });
  store.refresh();
  assert.deepEqual([...store.all().keys()].sort(), ["a", "b", "c"]);
  store.set("d", { read: true });
  assert.equal(store.status, "kept");
  assert.deepEqual([...open(area).all().keys()].sort(), ["a", "b", "c", "d"]);
});

test("what cannot be read is moved aside and said, never deleted", () => {
  const area = new StorageArea();
  area.items.set("kept", "{broken");
  area.items.set("kept.aside.1", "an older one");
  /** @type {string[]} */
  const told = [];
  const store = open(area, told);
  store.set("a", { read: true });
  assert.equal(area.getItem("kept.aside.2"), "{broken");
  assert.equal(area.getItem("kept.aside.1"), "an older one");
  assert.match(told.join(), /moved aside/);
  assert.deepEqual([...open(area).all().keys()], ["a"]);
});

test("wrong contents are moved aside and the readable rest stays", () => {
  const area = new StorageArea();
  const text = '{"format":"reading-list-kept","version":1,"papers":{"a":{"read":true},"b":{"read":1}}}';
  area.items.set("kept", text);
  assert.ok(open(area).get("a").read);
  assert.equal(area.getItem("kept.aside.1"), text);
});

test("what can neither be read nor moved aside is never overwritten", () => {
  const area = new StorageArea();
  area.items.set("kept", "{broken");
  area.full = true;
  const store = open(area);
  area.full = false;
  store.set("a", { read: true });
  assert.equal(area.getItem("kept"), "{broken");
  assert.deepEqual([store.status, store.get("a").read], ["session", true]);
});

test("an import merges and reports; one that is not right changes nothing", () => {
  const area = new StorageArea();
  const store = open(area);
  store.set("a", { read: true });
  const before = area.getItem("kept");
  assert.deepEqual(store.fromJSON("{}").done, false);
  assert.equal(area.getItem("kept"), before);
  const other = open(new StorageArea());
  other.set("b", { note: "n" });
  assert.deepEqual(store.fromJSON(other.toJSON()), {
    done: true,
    message: "Read 1 paper: 1 new, 0 changed, 0 as before.",
  });
  assert.deepEqual([...store.all().keys()], ["a", "b"]);
});

test("a renamed paper moves, and its old slug is gone for good", () => {
  const area = new StorageArea();
  const store = open(area);
  store.set("old", { read: true });
  store.rename(new Map([["old", "new"]]));
  assert.deepEqual([...open(area).all().keys()], ["new"]);
});

test("lists are there again in the next visit, and an export carries them", () => {
  const area = new StorageArea();
  const store = open(area);
  store.set("a", { read: true });
  store.changeLists((lists) => put(edited(lists, "Empty"), "Thesis", { slug: "a", title: "A" }));
  assert.deepEqual(open(area).lists(), store.lists());
  const other = open(new StorageArea());
  other.changeLists((lists) => put(lists, "Thesis", { slug: "b", title: "B" }));
  const { done, message } = other.fromJSON(store.toJSON());
  assert.ok(done);
  assert.match(message, /1 new.* Read 2 lists\./);
  assert.deepEqual(
    other.lists().map(({ name, papers }) => [name, papers.map(({ slug }) => slug)]),
    [
      ["Thesis", ["b", "a"]],
      ["Empty", []],
    ],
  );
});

test("a file that was exported before there were lists is read", () => {
  const store = open(new StorageArea());
  store.changeLists((lists) => edited(lists, "Mine"));
  const old = '{"format":"reading-list-kept","version":1,"papers":{"a":{"bookmarked":true,"note":"n"}}}';
  assert.ok(store.fromJSON(old).done);
  assert.equal(store.get("a").note, "n");
  assert.deepEqual(
    store.lists().map(({ name }) => name),
    ["Mine"],
  );
});

test("a page of an earlier version, which writes only papers, leaves the lists", () => {
  const area = new StorageArea();
  open(area).changeLists((lists) => edited(lists, "Mine"));
  area.items.set("kept", '{"format":"reading-list-kept","version":1,"papers":{}}');
  assert.equal(open(area).lists().length, 1);
});

test("a file with a wrong list changes nothing", () => {
  const store = open(new StorageArea());
  const text =
    '{"format":"reading-list-kept","version":1,"papers":{"a":{"read":true}},"lists":[{"name":"x","papers":["../a"]}]}';
  assert.match(store.fromJSON(text).message, /nothing was changed: the list “x” has/);
  assert.equal(store.all().size, 0);
});

test("lists that are damaged or of a newer version are moved aside, never overwritten", () => {
  for (const text of ["{broken", '{"format":"reading-list-lists","version":2,"lists":[]}']) {
    const area = new StorageArea();
    area.items.set("kept.lists", text);
    /** @type {string[]} */
    const told = [];
    const store = open(area, told);
    store.changeLists((lists) => edited(lists, "Mine"));
    assert.equal(area.getItem("kept.lists.aside.1"), text);
    assert.match(told.join(), /moved aside/);
    assert.equal(open(area).lists().length, 1);
  }
});

test("two tabs never overwrite each other's lists, and what a full storage refuses comes later", () => {
  const area = new StorageArea();
  const [one, two] = [open(area), open(area)];
  one.changeLists((lists) => edited(lists, "One"));
  area.full = true;
  two.changeLists((lists) => edited(lists, "Two"));
  assert.equal(two.status, "session");
  area.full = false;
  one.changeLists((lists) => edited(lists, "Three"));
  two.changeLists((lists) => edited(lists, "Four"));
  assert.equal(two.status, "kept");
  assert.deepEqual(
    open(area)
      .lists()
      .map(({ name }) => name),
    ["One", "Three", "Two", "Four"],
  );
});
