// Asks npm opening_hours the same questions as data/schedule is asked. Arguments: the folder of the modules, the questions.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const {createRequire} = require('node:module');

const [modules, file] = process.argv.slice(2);
const OpeningHours = createRequire(path.join(modules, 'x.cjs'))('opening_hours');
const {rules, instants} = JSON.parse(fs.readFileSync(file, 'utf8'));
const dates = instants.map(s => new Date(s * 1000));

const since = begun => Number(process.hrtime.bigint() - begun) / 1e6;

let begun = process.hrtime.bigint();
const hours = rules.map(r => new OpeningHours(r, null));
const buildMS = since(begun);

// A first round, which is not counted, lets the compiler of V8 do its work, and gives the answers to compare.
const states = hours.map(h => dates.map(d => (h.getState(d) ? '1' : '0')).join(''));
const nexts = hours.map(h => dates.map(d => {
  const n = h.getNextChange(d);
  return n ? n.getTime() / 1000 : 0;
}));

begun = process.hrtime.bigint();
for (const h of hours) for (const d of dates) h.getState(d);
const stateMS = since(begun);

begun = process.hrtime.bigint();
for (const h of hours) for (const d of dates) h.getNextChange(d);
const nextMS = since(begun);

process.stdout.write(JSON.stringify({build_ms: buildMS, state_ms: stateMS, next_ms: nextMS, states, nexts}));
