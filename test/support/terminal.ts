/** A terminal without Ink: keys and commands count on the screen in view, as in the program. */
import type { Command } from '../../src/tutor/command.ts';
import type { TutorEvent } from '../../src/tutor/events.ts';
import type { Tutor } from '../../src/tutor/state.ts';
import type { Size } from '../../src/render/terminal/layout.ts';
import { handleInput } from '../../src/tui/input.ts';
import type { Frame } from '../../src/tui/frame.ts';
import { createPainter } from '../../src/tui/painter.ts';
import { openDesk } from './desk.ts';
import { checkedFrame, frameText } from './frames.ts';
import { keyOf } from './keys.ts';

interface Machine {
  readonly state: () => Tutor;
  readonly send: (event: TutorEvent) => void;
}

export interface Terminal {
  readonly state: () => Tutor;
  /** Presses keys, each as the terminal sends it. */
  press(...sent: readonly string[]): void;
  /** One command after the other, as if each had a key here. */
  command(...commands: readonly Command[]): void;
  /** The screen in view, held against what every frame promises. */
  frame(): Frame;
  /** The screen in view as it is read. */
  text(): string;
}

/** The terminal of a machine that is running, or of a state whose questions nothing answers. */
export function openTerminal(of: Machine | Tutor, size: Size = { columns: 80, rows: 24 }): Terminal {
  const machine = 'send' in of ? of : openDesk({ played: [], answers: false, from: of });
  const { state, send } = machine;
  const painter = createPainter();
  const frame = (): Frame => checkedFrame(state(), size, (tutor) => painter.paint(tutor, size));
  const look = (): Frame => painter.paint(state(), size);
  return {
    state,
    press(...sent) {
      for (const each of sent) {
        look();
        const { input, key } = keyOf(each);
        handleInput(input, key, { state, send, viewport: painter });
      }
    },
    command(...commands) {
      for (const command of commands) {
        look();
        painter.scroll(state(), command);
        send({ type: 'command', command });
      }
    },
    frame,
    text: () => frameText(frame()),
  };
}
