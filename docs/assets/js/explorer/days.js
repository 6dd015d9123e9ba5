// Days as an address says them, and as people read them.

const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const monthFormat = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** Returns a day as `14 March 2025`, a month as `March 2025`, a year as `2025`. @param {string} day */
export function written(day) {
  if (day.length <= "2025".length) return day;
  const known = day.length <= "2025-03".length ? monthFormat : dayFormat;
  return known.format(new Date(`${day}T00:00:00Z`.replace(/^(\d+-\d+)T/, "$1-01T")));
}

/** Returns the days from one to another as people say them: `March 2025` for a whole month. @param {string} from @param {string} to */
export function span(from, to) {
  if (from === to) return `on ${written(from)}`;
  if (!to) return `since ${written(from)}`;
  if (!from) return `until ${written(to)}`;
  const whole = [from.slice(0, 4), from.slice(0, 7)].find(
    (part) => from === dayMeant(part, "from") && to === dayMeant(part, "to"),
  );
  return whole ? written(whole) : `${written(from)} to ${written(to)}`;
}

/** Tells whether a text is a day that exists. @param {string} text */
export function isDay(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/**
 * Returns the first or the last day that a text means, a day, a month or a year; null if it means none.
 * @param {string} text
 * @param {"from" | "to"} end
 */
export function dayMeant(text, end) {
  if (/^\d{4}$/.test(text)) return text + { from: "-01-01", to: "-12-31" }[end];
  if (!/^\d{4}-\d\d$/.test(text)) return isDay(text) ? text : null;
  const first = `${text}-01`;
  if (!isDay(first)) return null;
  const last = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5)), 0)).toISOString().slice(0, 10);
  return end === "from" ? first : last;
}
