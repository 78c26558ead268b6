/** The learner's own editor: whatever it does, there is a text or a plain sentence. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { editorCommand, editOutside } from '../../src/app/outsideEditor.ts';
import { temporaryFolder } from '../support/cli.ts';

const posix = { skip: process.platform === 'win32' && 'the editors here are shell scripts' };

/** A file to edit, and an editor that does what the script says; the file is its last argument. */
function desk(script: string, name = 'answer.sql'): { readonly file: string; readonly editor: string } {
  const folder = temporaryFolder();
  const file = join(folder, name);
  writeFileSync(file, 'before');
  const editor = join(folder, 'editor');
  writeFileSync(editor, `#!/bin/sh\nfor file; do :; done\n${script}\n`);
  chmodSync(editor, 0o755);
  return { file, editor };
}

test('VISUAL comes before EDITOR, and an empty one counts as none', () => {
  assert.equal(editorCommand({ VISUAL: 'code --wait', EDITOR: 'vi' }), 'code --wait');
  assert.equal(editorCommand({ VISUAL: '', EDITOR: 'vi' }), 'vi');
  assert.equal(editorCommand({ EDITOR: '' }), null);
  assert.equal(editorCommand({}), null);
});

test('what the editor leaves comes back, whether it was written or renamed there', posix, async () => {
  const written = desk('printf "SELECT \'李\';\\r\\n" > "$file"');
  assert.deepEqual(await editOutside(written.editor, written.file), { ok: true, text: "SELECT '李';\r\n" });
  const renamed = desk('printf new > "$file.swp"; mv "$file.swp" "$file"');
  assert.deepEqual(await editOutside(renamed.editor, renamed.file), { ok: true, text: 'new' });
});

test('a command with options of its own', posix, async () => {
  const { editor, file } = desk('printf "%s" "$1 $2 $#" > "$file"');
  assert.deepEqual(await editOutside(`${editor} --wait "two words"`, file), {
    ok: true,
    text: '--wait two words 3',
  });
});

test('whatever the file’s name is, it is a name and nothing else', posix, async () => {
  for (const name of ['two words.sql', `it's "so".sql`, '$(touch gone) `id` $HOME.sql', '-x; exit 3.sql']) {
    const { editor, file } = desk('printf "%s" "$#" >> "$file"', name);
    assert.deepEqual(await editOutside(editor, file), { ok: true, text: 'before1' }, name);
  }
});

test('a folder with blanks in the editor’s own path, in quotes', posix, async () => {
  const folder = join(temporaryFolder(), 'my editors');
  mkdirSync(folder);
  const { file } = desk('');
  writeFileSync(join(folder, 'ed'), '#!/bin/sh\nprintf x > "$1"\n', { mode: 0o755 });
  assert.deepEqual(await editOutside(`"${join(folder, 'ed')}"`, file), { ok: true, text: 'x' });
});

test('an editor that fails, or is killed', posix, async () => {
  const failing = desk('printf half > "$file"; exit 1');
  assert.deepEqual(await editOutside(failing.editor, failing.file), {
    ok: false,
    message: `The editor (${failing.editor}) ended with 1. Your text is as it was.`,
  });
  const killed = desk('kill -9 $$');
  const { ok } = await editOutside(killed.editor, killed.file);
  assert.equal(ok, false);
});

test(
  'Ctrl-C in the editor’s terminal is the editor’s alone; what was saved until then counts',
  posix,
  async () => {
    // The terminal sends it to every program in the foreground: to this one as well.
    const ctrlC = `kill -INT ${process.pid}; kill -INT $$`;
    const saved = desk(`printf saved > "$file"; ${ctrlC}`);
    const listeners = process.listenerCount('SIGINT');
    assert.deepEqual(await editOutside(saved.editor, saved.file), {
      ok: true,
      text: 'saved',
      interrupted: true,
    });
    const waiting = desk(`${ctrlC}; sleep 60`);
    assert.deepEqual(await editOutside(waiting.editor, waiting.file), {
      ok: true,
      text: 'before',
      interrupted: true,
    });
    assert.equal(process.listenerCount('SIGINT'), listeners);
  },
);

test('a command that there is not', posix, async () => {
  const { file } = desk('');
  assert.deepEqual(await editOutside('no-such-editor-here --wait', file), {
    ok: false,
    message:
      'Your editor (no-such-editor-here --wait) could not be found: set VISUAL or EDITOR to a command that there is.',
  });
  assert.equal(readFileSync(file, 'utf8'), 'before');
});

test('an editor that goes into the background is not waited for', posix, async () => {
  const folder = temporaryFolder();
  const go = join(folder, 'go');
  const { editor, file } = desk(
    `(while [ ! -e "${go}" ]; do sleep 0.01; done) < /dev/null > /dev/null 2>&1 &`,
  );
  assert.deepEqual(await editOutside(editor, file), { ok: true, text: 'before' });
  writeFileSync(go, '');
});

test('no text, or no file any more', posix, async () => {
  const latin = desk('printf \'caf\\351\' > "$file"');
  assert.deepEqual(await editOutside(latin.editor, latin.file), {
    ok: false,
    message: `What the editor left in ${latin.file} cannot be read: it is not UTF-8.`,
  });
  const deleted = desk('rm "$file"');
  const edited = await editOutside(deleted.editor, deleted.file);
  assert.ok(!edited.ok);
  assert.match(edited.message, /cannot be read: /);
});
