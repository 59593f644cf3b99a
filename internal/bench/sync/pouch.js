'use strict';

// One run of the comparison on PouchDB's side: edits are saved off line in a local database on disk, then pushed to the
// server until it has them all. Prints one line of JSON. pouch.go starts it.
//
//   node driver.js MODULES FOLDER URL EDITS documents|chain BATCH

const path = require('node:path');
const { performance } = require('node:perf_hooks');

const [modules, folder, url, editsText, shape, batchText] = process.argv.slice(2);
const edits = Number(editsText);
const PouchDB = require(path.join(modules, 'pouchdb'));

// save is one edit of one field: a document of its own, or the next revision of the same one.
async function save(local, i, rev) {
  const value = `Réseau ${i}`;
  if (shape === 'documents') {
    const id = `edit:${String(i).padStart(8, '0')}`;
    return (await local.put({ _id: id, entity: 'profile', field: 'name', value })).rev;
  }
  return (await local.put({ _id: 'profile', _rev: rev, name: value })).rev;
}

// check fails unless the server has what this shape must leave there.
async function check(remote) {
  const info = await remote.info();
  const want = shape === 'documents' ? edits : 1;
  if (info.doc_count !== want) throw new Error(`the server has ${info.doc_count} documents, want ${want}`);
  if (shape !== 'chain') return;
  const { name } = await remote.get('profile');
  if (name !== `Réseau ${edits - 1}`) throw new Error(`the server has ${name}`);
}

async function main() {
  const local = new PouchDB(folder);
  const remote = new PouchDB(url);
  await local.info();
  await remote.info(); // creates it

  const begun = performance.now();
  for (let i = 0, rev; i < edits; i++) rev = await save(local, i, rev);
  const saved = performance.now();
  const result = await local.replicate.to(remote, { batch_size: Number(batchText) });
  const pushed = performance.now();

  if (!result.ok || result.doc_write_failures > 0) throw new Error(JSON.stringify(result));
  await check(remote);
  await local.close();
  console.log(JSON.stringify({ save_ms: saved - begun, push_ms: pushed - saved, written: result.docs_written }));
}

main().catch((err) => {
  console.error(err.stack || String(err));
  process.exit(1);
});
