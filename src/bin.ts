#!/usr/bin/env node
/** The program's entry: everything else is loaded when a command needs it. */
import * as module from 'node:module';

// A property look-up, because the named import is a SyntaxError on Node 20, which lacks it.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();
void import('./cli/main.ts').then(({ main }) => main(process.argv));
