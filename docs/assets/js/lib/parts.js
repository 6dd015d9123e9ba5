// Elements of the page by name, of the type that their user needs.

/**
 * Returns the first element that a selector finds. The page has it, or is not of this program.
 * @template {typeof HTMLElement} Type
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {Type} [type]
 * @returns {InstanceType<Type>}
 */
export function find(parent, selector, type = /** @type {Type} */ (HTMLElement)) {
  const found = parent.querySelector(selector);
  if (found instanceof type) return /** @type {InstanceType<Type>} */ (found);
  throw new Error(`the page has no ${type.name} ${selector}`);
}

/**
 * Returns the part of an app that has a name.
 * @template {typeof HTMLElement} Type
 * @param {ParentNode} app
 * @param {string} name
 * @param {Type} [type]
 * @returns {InstanceType<Type>}
 */
export const part = (app, name, type) => find(app, `[data-part=${name}]`, type);
