// What a page has besides what browsers have.

/** Of the theme: announces each page that it shows, the first one too. */
declare var document$: { subscribe(listener: () => void): void };
declare var location$: { next(url: URL): void };
