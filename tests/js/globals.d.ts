// What a page has besides what browsers have.

/** Of the theme: announces each page that it shows, the first one too. */
declare var document$: { subscribe(listener: () => void): void };

/** Of KaTeX, on pages that have loaded it. */
declare var katex: {
  render(
    tex: string,
    into: Element,
    options: {
      displayMode: boolean;
      throwOnError: boolean;
      trust: boolean;
      strict: "ignore";
      errorColor: string;
    },
  ): void;
};
