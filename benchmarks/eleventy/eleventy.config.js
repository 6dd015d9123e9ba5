/** The least that makes Eleventy read the same Markdown; it runs in a folder with `pages`, `files` and `layouts`. */
export default function (eleventy) {
  eleventy.addGlobalData("layout", "page.liquid");
  eleventy.addPassthroughCopy({ files: "." });
  return {
    dir: { input: "pages", layouts: "../layouts", output: "site" },
    markdownTemplateEngine: false, // braces in an abstract are text
    templateFormats: ["md"],
  };
}
