/** Lets a test import `.lk`, `.lua` and `.py` files as text, as the bundle does. */
module.exports = {
  process: (text) => ({ code: `module.exports = { __esModule: true, default: ${JSON.stringify(text)} };` }),
};
