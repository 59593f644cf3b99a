// Makes the logo with sharp, once for each line that comes in, and answers with the milliseconds it took. The last argument
// is where the picture goes.
"use strict";
const { readFileSync, writeFileSync } = require("node:fs");
const { createInterface } = require("node:readline");
const sharp = require(process.argv[2] + "/sharp");

sharp.cache(false);
const [, , , from, to] = process.argv;
createInterface({ input: process.stdin }).on("line", async () => {
  const spent = process.cpuUsage(); // of every thread, those of libvips too
  const begun = process.hrtime.bigint();
  const body = await sharp(readFileSync(from)).rotate().resize(143, 59, { fit: "cover" }).png({ compressionLevel: 9 }).toBuffer();
  const ms = Number(process.hrtime.bigint() - begun) / 1e6;
  const { user, system } = process.cpuUsage(spent);
  writeFileSync(to, body);
  console.log(JSON.stringify({ ms, cpu: (user + system) / 1000, bytes: body.length }));
});
