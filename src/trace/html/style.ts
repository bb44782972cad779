/** The page's only style: for light and dark, and for the width of a phone. */
export const STYLE = `
:root { color-scheme: light dark; --dim: #667; --line: #8883; --bad: #c62828; --node: #3b78c3; --frame: #9aa7b8; --hot: #d97706; }
@media (prefers-color-scheme: dark) { :root { --dim: #99a; --bad: #ff7b72; --node: #6cb0ff; --frame: #5b6879; --hot: #f0a63c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem; font: 15px/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; margin: 0 0 .2rem; }
h2 { font-size: 1rem; margin: 1.6rem 0 .5rem; }
p { margin: .3rem 0; }
code, pre, .name { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .86em; }
pre { margin: 0; padding: .7rem; border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; tab-size: 4; }
.dim { color: var(--dim); }
.bad { color: var(--bad); font-weight: 600; }
table { border-collapse: collapse; }
td, th { padding: .1rem .8rem .1rem 0; text-align: left; font-weight: 400; }
td + td { text-align: right; white-space: nowrap; }
.row { display: grid; grid-template-columns: minmax(0, 5fr) 5.5rem minmax(0, 6fr); gap: 0 .8rem; padding: .12rem 0; border-top: 1px solid var(--line); align-items: center; }
.row .time { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.track { position: relative; height: .8rem; }
.track i { position: absolute; top: 0; height: 100%; min-width: 2px; border-radius: 2px; background: var(--frame); }
.track .node { background: var(--node); }
.track .wait { background: none; border: 1px solid var(--node); opacity: .6; }
.track .hot { box-shadow: inset 0 -3px var(--hot); }
.track .failed { background: var(--bad); }
.axis { color: var(--dim); font-size: .8em; border: 0; }
.axis .track { height: 1.2rem; display: flex; justify-content: space-between; }
summary { cursor: pointer; }
@media (max-width: 40rem) {
  body { padding: .7rem; }
  .row { grid-template-columns: minmax(0, 1fr) auto; }
  .row .track { grid-column: 1 / -1; }
  .axis > span { display: none; }
}
@media print { details > * { display: block; } }
`;
