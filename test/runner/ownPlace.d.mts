import type { Plugin } from 'esbuild';
export const ownPlace: Plugin;
