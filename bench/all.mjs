/** All tables, one after the other, so that none disturbs another. */
for (const name of [
  "startup",
  "chain",
  "compile",
  "format",
  "watch",
  "lists",
  "fanout",
  "spans",
  "trace",
  "platform",
  "service",
])
  await import(`./${name}.mjs`);
