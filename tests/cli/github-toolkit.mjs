import { argv } from 'node:process';
import * as core from '@actions/core';

// What the toolkit of GitHub Actions prints for the findings of `check --format json`.
for (const { rule, severity, file, line, column, message, fix } of JSON.parse(argv[2])) {
  const properties = { file, startLine: line, startColumn: column, title: rule };
  core[severity](fix === undefined ? message : `${message}\n${fix}`, properties);
}
