/** What a statement is for, in the order in which a reviewer reads. */
export const SECTIONS = ['clients', 'security', 'data', 'cluster', 'rollout', 'azure', 'about'] as const;
export type Section = (typeof SECTIONS)[number];

/** danger: somebody is cut off, or something becomes open or unstable. caution: worth a look. info: so that nothing is unsaid. */
export const SEVERITIES = ['danger', 'caution', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a rule has to say about a change. */
export interface Said {
  readonly severity: Severity;
  /** A clause without a full stop: `inputs: age removed; requests that send it are refused`. */
  readonly text: string;
  /** The change as the reason of a risk, in a few words: `the artifact changed`. */
  readonly because: string;
}

export interface Statement extends Said {
  readonly rule: string;
  readonly section: Section;
}

/** The gravest first, and among equals as the sections are read. */
export function bySeverity(left: Statement, right: Statement): number {
  return SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) || SECTIONS.indexOf(left.section) - SECTIONS.indexOf(right.section);
}

export const danger = (text: string, because: string): Said => ({ severity: 'danger', text, because });
export const caution = (text: string, because: string): Said => ({ severity: 'caution', text, because });
export const info = (text: string): Said => ({ severity: 'info', text, because: '' });
