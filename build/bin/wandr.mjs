#!/usr/bin/env node
/** @file The `wandr` command on any Node: hands over to the Node 24 of this installation when started by an older one. */
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { continueOnPinnedNode } from '../scripts/lib/node.mjs';

await continueOnPinnedNode(fileURLToPath(import.meta.url));
// Keeps the stripped and compiled sources, which takes a quarter off the time to start.
module.enableCompileCache();
await import('../../src-main/hosts/cli/main.ts');
