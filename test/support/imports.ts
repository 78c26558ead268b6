/** Who imports whom in src/, read from the text of the files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

export interface Import {
  /** A file of src (`tui/app.tsx`), or a package's name as written. */
  readonly target: string;
  readonly inside: boolean;
  /** `type` is gone once compiled; `dynamic` is `import(…)`. */
  readonly kind: 'static' | 'type' | 'dynamic';
}

/** By file, relative to src with `/` between: what it imports and re-exports. Throws for an import that leads nowhere. */
export function importGraph(src: string): ReadonlyMap<string, readonly Import[]> {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  return new Map(
    files.sort().map((name) => {
      const file = name.split(sep).join('/');
      return [
        file,
        importsOf(readFileSync(join(src, name), 'utf8')).map((each) => resolved(src, file, each)),
      ];
    }),
  );
}

interface Written {
  readonly specifier: string;
  readonly kind: Import['kind'];
}

// Prettier puts each statement at the beginning of a line, and what is in between holds no quotes.
const STATEMENT = /^(?:import|export)\s+(?:(type)\s+)?(?:[\w*{][^'"`;]*?\sfrom\s+)?(['"])([^'"]+)\2/gm;
const DYNAMIC = /\bimport\(\s*(['"])([^'"]+)\1\s*\)/g;

/** What a file's text imports. */
export function importsOf(text: string): readonly Written[] {
  const code = text.replace(/^\s*\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
  return [
    ...Array.from(code.matchAll(STATEMENT), ([, type, , specifier = '']): Written => ({
      specifier,
      kind: type === undefined ? 'static' : 'type',
    })),
    ...Array.from(code.matchAll(DYNAMIC), ([, , specifier = '']): Written => ({
      specifier,
      kind: 'dynamic',
    })),
  ];
}

function resolved(src: string, file: string, { specifier, kind }: Written): Import {
  if (!specifier.startsWith('.')) return { target: specifier, inside: false, kind };
  const target = posix.join(dirname(file), specifier);
  if (!existsSync(join(src, target))) throw new Error(`src/${file} imports ${specifier}, which is not there`);
  return { target: relative('.', target).split(sep).join('/'), inside: true, kind };
}

/** What is loaded with a file: itself and everything that its static imports lead to, packages among them. */
export function loadedWith(
  graph: ReadonlyMap<string, readonly Import[]>,
  ...entries: readonly string[]
): ReadonlySet<string> {
  const loaded = new Set<string>();
  const visit = (name: string): void => {
    if (loaded.has(name)) return;
    loaded.add(name);
    for (const { target, kind } of graph.get(name) ?? []) if (kind === 'static') visit(target);
  };
  entries.forEach(visit);
  return loaded;
}

/** Groups of files that import each other in a ring, by the kinds of imports given. */
export function cyclesIn(
  graph: ReadonlyMap<string, readonly Import[]>,
  kinds: readonly Import['kind'][],
): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string): void => {
    const at = path.indexOf(name);
    if (at >= 0) {
      cycles.push([...path.slice(at), name]);
      return;
    }
    if (done.has(name)) return;
    path.push(name);
    for (const { target, inside, kind } of graph.get(name) ?? [])
      if (inside && kinds.includes(kind)) visit(target);
    path.pop();
    done.add(name);
  };
  for (const name of graph.keys()) visit(name);
  return cycles;
}
