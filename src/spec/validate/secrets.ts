/** Last words of names that hold secrets: `DB_PASSWORD` does, `PASSWORD_FILE` names where one is. */
const SECRET_NAME = /(^|_)(PASSWORD|PASSWD|PWD|PASSPHRASE|TOKEN|SECRET|CREDENTIALS?|CONNECTION_?STRING|CONN_STR|KEY)\d*$/;

/** Keys of tables, not of doors. */
const HARMLESS_KEY = /(^|_)(PRIMARY|FOREIGN|SORT|PARTITION|JOIN|PUBLIC|CACHE|ROW|GROUP|INDEX)_KEY$/;

/** Whether a name says that its value is a secret. */
export function isSecretName(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
  return SECRET_NAME.test(words) && !HARMLESS_KEY.test(words);
}

/** What a value can be seen to be, by its shape alone. */
const SECRET_SHAPES: readonly (readonly [shape: RegExp, noun: string])[] = [
  [/-----BEGIN [A-Z0-9 ]*PRIVATE KEY/, 'a private key'],
  [/\b(AccountKey|SharedAccessKey)=[A-Za-z0-9+/=]{16,}/i, 'the key of an Azure account'],
  [/[?&]sig=[A-Za-z0-9%+/=_-]{20,}/i, 'a shared access signature'],
  [/\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/, 'a token'],
  [/\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]+:[^\s/@]+@/i, 'an address with a password'],
  [/(^|;)\s*(password|pwd)\s*=\s*[^;\s]+/i, 'a connection string with a password'],
  [/\b(ghp|gho|ghs|github_pat|glpat|xox[abp])[_-][A-Za-z0-9_-]{16,}/, 'an access token'],
  [/\bAKIA[0-9A-Z]{16}\b/, 'an access key'],
  [/^[A-Za-z0-9+/]{86}==$/, 'the key of an Azure account'],
];

/** One of these characters or beginnings is in every text of such a shape; most texts have none, and one look is enough for them. */
const SUSPICIOUS = /[=:@]|-----BEGIN|eyJ|gh[pos]|github_pat|glpat|xox|AKIA/;

/** What kind of secret a text looks like; undefined where it looks like none. */
export function secretShape(text: string): string | undefined {
  if (!SUSPICIOUS.test(text)) return undefined;
  return SECRET_SHAPES.find(([shape]) => shape.test(text))?.[1];
}
