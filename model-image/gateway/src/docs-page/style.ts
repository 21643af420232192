/** The page's look, for light and dark, from 320 pixels of width on. Contrasts are at least 4.5 : 1. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f6f7f9; --card: #ffffff; --ink: #1c2430; --soft: #566172; --line: #dde2e9; --field: #ffffff; --edge: #8d98a8;
  --accent: #0b63ce; --on-accent: #ffffff; --code: #f0f3f7; --good: #11703a; --good-paper: #dcf3e4; --bad: #a8201a; --bad-paper: #fde5e3;
  --get: #0b63ce; --post: #11703a; --put: #8a5300; --delete: #a8201a;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12161c; --card: #1a2029; --ink: #e6eaf0; --soft: #a3aebd; --line: #2d3642; --field: #12161c; --edge: #66748a;
    --accent: #78b0ff; --on-accent: #0c1420; --code: #11151b; --good: #7fdca2; --good-paper: #12341f; --bad: #ff9d96; --bad-paper: #431a18;
    --get: #78b0ff; --post: #7fdca2; --put: #f2bd62; --delete: #ff9d96;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 0 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans); overflow-wrap: anywhere; }
header { padding: 2.25rem 0 1.25rem; border-bottom: 1px solid var(--line); margin-bottom: 1.5rem; }
.head { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; letter-spacing: -0.02em; }
h2 { margin: 2rem 0 0.75rem; font-size: 1.15rem; }
main:focus { outline: none; }
dl { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin: 0.9rem 0 0; }
dl div { min-width: 0; max-width: 100%; }
dt { color: var(--soft); font-size: 0.8rem; }
dd { margin: 0; }
code, pre, textarea { font-family: var(--mono); font-size: 0.875rem; }
.digest { font-size: 0.8rem; }
.about { max-width: 46rem; color: var(--soft); }
.about code { color: var(--ink); }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; padding: 0.5rem 1rem; background: var(--card); }
.skip:focus { left: 1rem; top: 0.5rem; }
.card, .operation { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.operation + .operation { margin-top: 0.75rem; }
summary { position: relative; display: flex; flex-wrap: wrap; align-items: center; gap: 0.35rem 0.75rem; padding: 0.8rem 2.75rem 0.8rem 1rem; cursor: pointer; list-style: none; border-radius: 10px; }
summary::-webkit-details-marker { display: none; }
summary::after { content: "+"; position: absolute; right: 1rem; top: 1rem; color: var(--soft); font-size: 1.2rem; line-height: 1; }
details[open] > summary::after { content: "\\2212"; }
summary > code { font-size: 0.95rem; font-weight: 600; }
.what { color: var(--soft); }
.method { min-width: 4.2rem; padding: 0.1rem 0; border: 1px solid currentcolor; border-radius: 6px; text-align: center; font: 700 0.75rem/1.5 var(--mono); color: var(--soft); }
.method.get { color: var(--get); } .method.post { color: var(--post); } .method.put, .method.patch { color: var(--put); } .method.delete { color: var(--delete); }
details > .about { margin: 0 1rem 0.5rem; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.25rem; padding: 0.5rem 1rem 1rem; border-top: 1px solid var(--line); }
.field { margin-top: 0.75rem; display: flex; flex-direction: column; gap: 0.25rem; }
label { font-size: 0.9rem; font-weight: 600; }
small { color: var(--soft); font-size: 0.8rem; }
input, select, textarea { width: 100%; padding: 0.55rem 0.7rem; border: 1px solid var(--edge); border-radius: 7px; background: var(--field); color: var(--ink); font-size: 1rem; }
input, select { font-family: inherit; }
textarea { line-height: 1.5; resize: vertical; font-size: 0.875rem; }
button { min-height: 2.5rem; padding: 0.4rem 1rem; border: 1px solid var(--edge); border-radius: 7px; background: transparent; color: var(--ink); font: inherit; cursor: pointer; }
button:hover { border-color: var(--accent); color: var(--accent); }
button:disabled { opacity: 0.6; cursor: default; }
.primary, .primary:hover { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
.primary:hover { filter: brightness(1.08); }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem; margin-top: 0.9rem; }
pre { margin: 0; padding: 0.8rem 0.9rem; border: 1px solid var(--line); border-radius: 7px; background: var(--code); line-height: 1.5; white-space: pre-wrap; max-height: 28rem; overflow: auto; }
.code { margin-top: 0.75rem; min-width: 0; }
.tabs { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.4rem; margin-bottom: 0.4rem; }
.tabs [role="group"] { display: flex; gap: 0.25rem; }
.tabs button { min-height: 2.25rem; padding: 0.2rem 0.7rem; font-size: 0.875rem; border-color: transparent; }
.tabs button[aria-pressed="true"] { border-color: var(--accent); color: var(--accent); font-weight: 600; }
.tabs .copy { border-color: var(--edge); }
.answer p { margin: 0.9rem 0 0.4rem; font-size: 0.875rem; color: var(--soft); }
.badge { display: inline-block; padding: 0.05rem 0.55rem; border-radius: 6px; font-weight: 700; }
.good { color: var(--good); background: var(--good-paper); }
.bad, .notice { color: var(--bad); background: var(--bad-paper); }
.notice { padding: 0.6rem 0.9rem; border-radius: 7px; }
.sign-in { max-width: 26rem; margin: 2rem auto; padding: 1.5rem; }
.sign-in h2 { margin-top: 0; }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
table { width: 100%; border-collapse: collapse; }
th, td { overflow-wrap: normal; padding: 0.5rem 1rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); font-weight: 400; }
th code { white-space: nowrap; }
thead th { border-top: 0; color: var(--soft); font-size: 0.8rem; }
.foot { margin-top: 2rem; color: var(--soft); font-size: 0.9rem; }
@media (max-width: 46rem) {
  body { padding: 0 0.9rem 3rem; }
  header { padding-top: 1.25rem; }
  h1 { font-size: 1.5rem; }
  .columns { grid-template-columns: minmax(0, 1fr); }
  th, td { padding: 0.5rem 0.7rem; }
}
@media (pointer: coarse) { .keys { display: none; } }
@media (prefers-reduced-motion: no-preference) { button { transition: color 0.1s, border-color 0.1s; } }
`;
