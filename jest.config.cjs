/** Unit tests of the compiler and the command; `.lk` sources of the library are imported as text. */
module.exports = {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testEnvironment: "node",
  // By default one core is left to whoever watches; many tests wait for processes of their own.
  maxWorkers: "100%",
  moduleNameMapper: {
    // Sources name each other by `.js`, as they are called once compiled.
    "^(\\.{1,2}/.*)\\.js$": "$1",
    // These have an entry for `import` only, which Jest does not look at.
    "^@chevrotain/([a-z-]+)$": "<rootDir>/node_modules/@chevrotain/$1/lib/src/api.js",
  },
  transform: {
    "\\.(lk|lua|py)$": "<rootDir>/test/text-transform.cjs",
    "\\.[mc]?[jt]s$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  transformIgnorePatterns: ["/node_modules/(?!(chevrotain|@chevrotain|lodash-es|js-yaml|dedent)/)"],
  moduleFileExtensions: ["ts", "js", "cjs", "mjs", "json", "lk", "lua", "py"],
};
