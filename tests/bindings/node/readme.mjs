// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Runs the quickstarts of the package's READMEs against a sandbox; the other code is parsed.
//   readme.mjs README.md LEIAME.md

import { readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

let count = 0;
for (const page of process.argv.slice(2)) {
  for (const [, code] of readFileSync(page, 'utf8').matchAll(/^```js\n(.*?)^```/gms)) {
    const file = `readme-${++count}.mjs`;
    writeFileSync(file, code);
    if (code.includes('express')) execFileSync(process.execPath, ['--check', file]);
    else console.log(execFileSync(process.execPath, [file], { encoding: 'utf8' }));
  }
}
if (count < process.argv.length - 2) throw new Error(`${count} pieces of code`);
