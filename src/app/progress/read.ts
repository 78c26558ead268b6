/**
 * Reads progress without changing anything. Synchronous and light, because
 * `list` shows it and has to start as fast as Node does; the store, which also
 * writes, reads through here too.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '../../tutor/state.ts';
import { checkRecord, type Checked } from './record.ts';

/** The progress of all lessons, and one sentence for each file that gave none. */
export interface ProgressReading {
  /** By slug. Without a prototype, so that no slug finds what is not there. */
  readonly lessons: Readonly<Record<string, Progress>>;
  readonly notices: readonly string[];
}

/** What is in a lesson's file. */
export type Found =
  Checked | { readonly type: 'none' } | { readonly type: 'unreadable'; readonly why: string };

/** The progress kept in a folder. Never throws; a folder that is not there holds none. */
export function readProgress(folder: string): ProgressReading {
  const lessons = emptyLessons();
  const notices: string[] = [];
  const { slugs, notice } = slugsIn(folder);
  if (notice !== null) notices.push(notice);
  for (const slug of slugs) {
    const found = findRecord(folder, slug);
    if (found.type === 'record') lessons[slug] = found.record.progress;
    const why = whyUnread(found);
    if (why !== null) {
      notices.push(`Your progress in “${slug}” cannot be read: ${why} (${fileOf(folder, slug)}).`);
    }
  }
  return { lessons, notices };
}

/** A record to fill with lessons. */
export function emptyLessons(): Record<string, Progress> {
  return Object.create(null) as Record<string, Progress>;
}

/** The file with a lesson's progress. */
export function fileOf(folder: string, slug: string): string {
  return join(folder, `${encodeURIComponent(slug)}.json`);
}

/** The lessons that have a file, in the order of their names. */
export function slugsIn(folder: string): {
  readonly slugs: readonly string[];
  readonly notice: string | null;
} {
  try {
    const slugs = readdirSync(folder).flatMap((name) => slugOf(name) ?? []);
    return { slugs: slugs.sort(), notice: null };
  } catch (error) {
    const missing = codeOf(error) === 'ENOENT';
    return {
      slugs: [],
      notice: missing ? null : `Your progress cannot be read: ${reasonOf(error)} (${folder}).`,
    };
  }
}

function slugOf(name: string): string | null {
  if (!name.endsWith('.json')) return null;
  try {
    return decodeURIComponent(name.slice(0, -'.json'.length));
  } catch {
    return null;
  }
}

/** Reads and checks a lesson's file. */
export function findRecord(folder: string, slug: string): Found {
  try {
    return checkRecord(readFileSync(fileOf(folder, slug)));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { type: 'none' };
    if (codeOf(error) === 'EISDIR') return { type: 'damaged', why: 'it is a folder' };
    return { type: 'unreadable', why: reasonOf(error) };
  }
}

/** Why a file gave no progress, or null where it did or there is none. */
export function whyUnread(found: Found): string | null {
  switch (found.type) {
    case 'record':
    case 'none':
      return null;
    case 'newer':
      return 'a newer version of learn-migrations wrote it';
    case 'damaged':
    case 'unreadable':
      return found.why;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  ENOTDIR: 'there is a file where the folder should be',
  ENOENT: 'the folder cannot be made there',
  EEXIST: 'there is a file where the folder should be',
  ELOCKED: 'another copy of learn-migrations holds on to it',
};

/** An error in a few words. */
export function reasonOf(error: unknown): string {
  return REASONS[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

/** An error's code (`ENOENT`), or an empty string. */
export function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}
