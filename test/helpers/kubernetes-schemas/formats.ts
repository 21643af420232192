import { isIPv4, isIPv6 } from 'node:net';

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const QUALIFIED = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

const isDnsLabel = (text: string): boolean => text.length <= 63 && DNS_LABEL.test(text);
const isDnsSubdomain = (text: string): boolean => text.length <= 253 && SUBDOMAIN.test(text);

/** `name` or `prefix/name`, the prefix a DNS subdomain. */
function isLabelKey(text: string): boolean {
  const parts = text.split('/');
  const name = parts[parts.length - 1];
  return parts.length <= 2 && name.length <= 63 && QUALIFIED.test(name) && (parts.length === 1 || isDnsSubdomain(parts[0]));
}

function isInteger(bits: 32 | 64): (value: number) => boolean {
  const limit = 2 ** (bits - 1);
  return (value) => Number.isInteger(value) && value >= -limit && value < limit;
}

export interface TextFormat {
  readonly test: (text: string) => boolean;
  /** What is allowed, to follow "must be". */
  readonly allowed: string;
}

/**
 * Syntax of text fields, as the API server checks it: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/,
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set,
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/.
 */
export const TEXT_FORMATS = {
  'dns-label': { test: isDnsLabel, allowed: 'a DNS label of at most 63 characters' },
  'dns-subdomain': { test: isDnsSubdomain, allowed: 'a DNS subdomain of at most 253 characters' },
  'service-name': {
    test: (text: string) => isDnsLabel(text) && /^[a-z]/.test(text),
    allowed: 'a DNS label of at most 63 characters that starts with a letter',
  },
  'path-segment': {
    test: (text: string) => text !== '' && text !== '.' && text !== '..' && !/[/%]/.test(text),
    allowed: 'a name without "/" and "%"',
  },
  'label-key': { test: isLabelKey, allowed: 'a label key: [DNS subdomain/]name, the name of at most 63 characters' },
  'label-value': {
    test: (text: string) => text === '' || (text.length <= 63 && QUALIFIED.test(text)),
    allowed: 'a label value: at most 63 letters, digits, "-", "_" and ".", a letter or digit first and last',
  },
  'annotation-key': {
    test: (text: string) => isLabelKey(text.toLowerCase()),
    allowed: 'an annotation key: [DNS subdomain/]name, the name of at most 63 characters',
  },
  'data-key': {
    test: (text: string) => text.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && !text.startsWith('..'),
    allowed: 'a key of at most 253 letters, digits, "-", "_" and "."',
  },
  'environment-name': { test: (text: string) => /^[ -<>-~]+$/.test(text), allowed: 'printable ASCII without "="' },
  'port-name': {
    test: (text: string) => text.length <= 15 && /^[a-z0-9](?:-?[a-z0-9])*$/.test(text) && /[a-z]/.test(text),
    allowed: 'a port name: at most 15 of a-z, 0-9 and "-", at least one letter',
  },
  'ingress-host': {
    test: (text: string) => isDnsSubdomain(text.replace(/^\*\./, '')),
    allowed: 'a DNS name, "*." before it for a wildcard',
  },
  'quantity': {
    test: (text: string) => /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/.test(text),
    allowed: 'a quantity such as 500m, 2 or 600Mi',
  },
  'byte': {
    test: (text: string) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text),
    allowed: 'base64',
  },
  'ipv4': { test: isIPv4, allowed: 'an IPv4 address' },
  'ipv6': { test: isIPv6, allowed: 'an IPv6 address' },
  'date-time': {
    test: (text: string) => /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
    allowed: 'a date and time of RFC 3339',
  },
} satisfies Record<string, TextFormat>;

export const NUMBER_FORMATS: Record<string, (value: number) => boolean> = {
  int32: isInteger(32), int64: isInteger(64), double: Number.isFinite,
};
