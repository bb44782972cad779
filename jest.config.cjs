/** Unit tests of the compiler and the command; `.lk` sources of the library are imported as text. */
module.exports = {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testEnvironment: "node",
  transform: {
    "\\.(lk|py)$": "<rootDir>/test/text-transform.cjs",
    "\\.[mc]?[jt]s$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } }],
  },
  transformIgnorePatterns: ["/node_modules/(?!(chevrotain|@chevrotain|lodash-es|js-yaml)/)"],
  moduleFileExtensions: ["ts", "js", "mjs", "cjs", "json", "lk", "py"],
};
