export * from './combinators';
export { isConstant } from './constant';
export * from './evaluate';
export * from './expression';
export type { Operator } from './operators';
export * from './pretty-json';
export * from './provenance';
export * from './reference';
