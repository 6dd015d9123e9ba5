// The map without a page: views, points, colours and country.

import assert from "node:assert/strict";
import { test } from "node:test";
import { between, readArea } from "../../docs/assets/js/lib/area.js";
import { commonTags, counted, grouped, LEFT_OUT, OTHER, UNTAGGED } from "../../docs/assets/js/map/colours.js";
import { fitted } from "../../docs/assets/js/map/drawing.js";
import { Points } from "../../docs/assets/js/map/points.js";
import { addShape, SHAPES } from "../../docs/assets/js/map/shapes.js";
import { CELLS, density, steps } from "../../docs/assets/js/map/terrain.js";
import {
  dragged,
  NEAREST,
  scales,
  showing,
  toMap,
  toScreen,
  whole,
  withPlace,
  zoomed,
} from "../../docs/assets/js/map/view.js";

const near = (/** @type {number[]} */ found, /** @type {number[]} */ wanted) => {
  const apart = found.map((value, index) => Math.abs(value - (wanted[index] ?? Infinity)));
  assert.ok(Math.max(...apart) < 1e-6, `${found} is not ${wanted}`);
};

test("places and pixels convert both ways at any zoom", () => {
  const all = whole(800, 600);
  for (const view of [all, zoomed(all, 5, 100, 500), dragged(zoomed(whole(300, 700), 2), 40, -9)]) {
    near(toMap(view, ...toScreen(view, 321, 654)), [321, 654]);
  }
});

test("zooming leaves the place under the pointer where it is", () => {
  const view = whole(800, 600);
  const place = toMap(view, 200, 450);
  near(toScreen(zoomed(view, 3, 200, 450), ...place), [200, 450]);
});

test("a view stays on the map and within the zoom limit", () => {
  assert.deepEqual(zoomed(whole(800, 600), 0.1), whole(800, 600));
  assert.deepEqual(dragged(whole(800, 600), 300, 300), whole(800, 600));
  assert.equal(zoomed(whole(800, 600), 1e6).zoom, NEAREST);
  const corner = dragged(zoomed(whole(800, 600), 4), 1e5, 1e5);
  assert.deepEqual([corner.x, corner.y], [125, 125]);
});

test("an area is shown whole; a visible place moves nothing", () => {
  const view = showing(whole(800, 600), [400, 400, 500, 450]);
  const [left, top] = toScreen(view, 400, 400);
  const [right, bottom] = toScreen(view, 500, 450);
  assert.ok(left > 0 && top > 0 && right < 800 && bottom < 600 && view.zoom > 4);
  assert.equal(withPlace(view, 450, 425), view);
  assert.deepEqual(withPlace(view, 800, 800).x, 800);
});

test("an area has whole units inside the map", () => {
  assert.deepEqual(between([700.4, -20], [1200, 99.6]), [700, 0, 1000, 100]);
  assert.deepEqual(readArea("10,20,300,400"), [10, 20, 300, 400]);
  assert.deepEqual(readArea("300,400,10,20"), [10, 20, 300, 400]);
  for (const wrong of [null, "", "1,2,3", "1,2,3,x", "0,0,1001,5", "-1,0,5,5", "1,2,3,4,5"]) {
    assert.equal(readArea(wrong), null);
  }
});

test("the nearest point is found among many, and only within reach", () => {
  const random = Array.from({ length: 4000 }, (_, index) => (index * 7919 * 13) % 1001);
  const points = new Points(
    random,
    random.map((value, index) => (value * 31 + index * 17) % 1001),
  );
  for (const [x, y] of [
    [0, 0],
    [500, 500],
    [1000, 1000],
    [13, 987],
  ]) {
    let best = 0;
    const way = (/** @type {number} */ number) => ((points.x[number] - x) * 1.5) ** 2 + (points.y[number] - y) ** 2;
    for (let number = 0; number < points.length; number++) if (way(number) < way(best)) best = number;
    assert.equal(way(points.nearest(x, y, [1.5, 1], 200)), way(best));
    assert.notEqual(
      points.nearest(x, y, [1.5, 1], 200, (number) => number !== best),
      best,
    );
  }
  assert.equal(new Points([0], [0]).nearest(900, 900, [1, 1], 50), -1);
  assert.equal(new Points([], []).nearest(5, 5, [1, 1], 50), -1);
});

test("the points of an area are found, its edges included, in order", () => {
  const points = new Points([0, 10, 500, 1000, 11], [0, 10, 500, 1000, 10]);
  assert.deepEqual([...points.inside([0, 0, 10, 10])], [0, 1]);
  assert.deepEqual([...points.inside([10, 10, 1000, 1000])], [1, 2, 3, 4]);
});

test("an arrow leads to the next point ahead, and back again", () => {
  const points = new Points([100, 200, 210, 100, 900], [100, 100, 160, 200, 120]);
  assert.equal(points.towards(0, [1, 0], [1, 1]), 1);
  assert.equal(points.towards(1, [-1, 0], [1, 1]), 0);
  assert.equal(points.towards(0, [0, 1], [1, 1]), 3);
  assert.equal(points.towards(1, [1, 0], [1, 1]), 4);
  assert.equal(points.towards(4, [1, 0], [1, 1]), 4);
  assert.equal(
    points.towards(0, [1, 0], [1, 1], (number) => number !== 1),
    2,
  );
});

// Six papers; of the coloured tags, 0 and 1, paper 2 carries both; tag 2 has no colour; paper 5 has no tag.
const OWN = [[0, 1, 2], [2, 3], [4]];

test("a paper has the colour of its rarest coloured tag", () => {
  assert.deepEqual([...grouped(6, OWN, [0, 1], new Set())], [0, 0, 1, 1, OTHER, UNTAGGED]);
});

test("a choice in the legend shows only papers with the tag", () => {
  assert.deepEqual([...grouped(6, OWN, [0, 1], new Set([0]))], [0, 0, 0, LEFT_OUT, LEFT_OUT, LEFT_OUT]);
  const rest = [...grouped(6, OWN, [0, 1], new Set([OTHER, UNTAGGED]))];
  assert.deepEqual(rest, [LEFT_OUT, LEFT_OUT, LEFT_OUT, LEFT_OUT, OTHER, UNTAGGED]);
});

test("the legend counts carriers, and the common tags of papers are counted", () => {
  const counts = counted(6, OWN, [0, 1]);
  assert.deepEqual([counts[0], counts[1], counts[OTHER], counts[UNTAGGED]], [3, 2, 1, 1]);
  assert.deepEqual(commonTags(Int32Array.of(1, 2, 3), OWN, 2), [
    [0, 2],
    [1, 2],
  ]);
  assert.deepEqual(commonTags(Int32Array.of(5), OWN, 2), []);
});

test("the terrain is high where points are dense", () => {
  const cells = density([500, 505, 510], [500, 500, 505]);
  assert.equal(Math.max(...cells), 1);
  assert.equal(cells[0], 0);
  assert.ok((cells[(CELLS / 2) * CELLS + CELLS / 2] ?? 0) > 0.8);
  assert.deepEqual([Math.max(...steps(cells)), steps(cells)[0]], [255, 0]);
  assert.equal(Math.max(...density([], [])), 0);
});

test("eight groups have different shapes of about one size", () => {
  assert.equal(new Set(SHAPES.map((corners) => JSON.stringify(corners))).size, 8);
  for (const corners of SHAPES) {
    for (const [x, y] of corners) assert.ok(Math.hypot(x, y) < 1.6);
  }
  /** @type {string[]} */
  const calls = [];
  const path = new Proxy({}, { get: (_, name) => () => calls.push(String(name)) });
  addShape(/** @type {any} */ (path), 2, 0, 0, 5);
  assert.deepEqual(calls, ["moveTo", "lineTo", "lineTo", "closePath"]);
  near(scales(whole(32, 32)), [1 / 1000, 1 / 1000]);
});

test("too wide a name is cut with an ellipsis", () => {
  const width = (/** @type {string} */ text) => 10 * [...text].length;
  assert.equal(fitted("Maps", 40, width), "Maps");
  assert.equal(fitted("Long maps", 60, width), "Long…");
  assert.equal(fitted("😀😀😀", 20, width), "😀…");
  assert.equal(fitted("Maps", 0, width), "M…");
});
