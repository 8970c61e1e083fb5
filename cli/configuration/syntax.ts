import type { ErrorCode, YAMLError } from 'yaml';

/** What the parser found, in words for someone who does not know YAML's grammar. */
export interface SyntaxFlaw {
  readonly offset: number;
  readonly message: string;
  readonly advice: string;
}

type Wording = Omit<SyntaxFlaw, 'offset'>;

/** A tab where YAML wants spaces. */
export const tabWording: Wording = {
  message: 'a tab indents this line',
  advice: 'indent with spaces; YAML forbids tabs here',
};

const wordings: Partial<Record<ErrorCode, Wording>> = {
  TAB_AS_INDENT: tabWording,
  DUPLICATE_KEY: { message: 'this key stands twice in its map', advice: 'keep one of the two' },
  MULTIPLE_DOCS: {
    message: 'a second document starts here',
    advice: 'keep one document: remove the `---` and what does not belong',
  },
  RESOURCE_EXHAUSTION: {
    message: 'the file is nested too deeply',
    advice: 'a configuration nests five levels; check brackets and dashes',
  },
  BAD_SCALAR_START: { message: 'a value cannot start with this character', advice: 'put the value in quotes' },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a second `key:` on one line',
    advice: 'put it on a line of its own, or the value in quotes',
  },
  TAG_RESOLVE_FAILED: {
    message: 'a YAML tag (`!…`) has no meaning here',
    advice: 'remove it, or put the value in quotes',
  },
};

/** Contents after these can still be read as they were meant. */
const harmless: readonly ErrorCode[] = ['DUPLICATE_KEY', 'MULTIPLE_DOCS', 'TAG_RESOLVE_FAILED'];

/** The offset from which on the parser only guesses; undefined where it understood everything. */
export const firstGuess = (errors: readonly YAMLError[]): number | undefined => {
  const offsets = errors.filter((error) => !harmless.includes(error.code)).map((error) => error.pos[0]);
  return offsets.length === 0 ? undefined : Math.min(...offsets);
};

/** Each error of the parser once; nesting beyond all measure is one flaw, not the thousands that follow from it. */
export const syntaxFlaws = (errors: readonly YAMLError[]): readonly SyntaxFlaw[] => {
  const exhausted = errors.find((error) => error.code === 'RESOURCE_EXHAUSTION');
  return (exhausted ? [exhausted] : errors).map((error) => ({
    offset: error.pos[0],
    ...(wordings[error.code] ?? {
      message: error.message.charAt(0).toLowerCase() + error.message.slice(1),
      advice: 'check indentation, quotes and brackets from here upwards',
    }),
  }));
};
