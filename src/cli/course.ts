/** Which course the command works on. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compiledSource, type CourseSource } from '../course/files/source.ts';
import { EXIT, ExitError } from './exit.ts';

/** The shipped course, compiled; beside the bundle. */
const SHIPPED = join(import.meta.dirname, 'course');

/** The course in a folder, or the shipped one. Throws ExitError with all faults when its files are broken. */
export async function openCourse(folder: string | undefined): Promise<CourseSource> {
  if (folder === undefined) return compiledSource(SHIPPED);
  if (!existsSync(folder)) throw new ExitError(EXIT.usage, `learn-migrations: there is no folder ${folder}`);
  const [{ loadCourse }, { formatFault }, { sourceOf }] = await Promise.all([
    import('../course/files/load.ts'),
    import('../course/faults.ts'),
    import('../course/files/source.ts'),
  ]);
  const loaded = await loadCourse(folder);
  if (!loaded.ok) throw new ExitError(EXIT.broken, loaded.faults.map(formatFault).join('\n\n'));
  return sourceOf(loaded.course);
}
