import { packagesInCode } from '../../src/image/r-code';

const found = (code: string) => [...packagesInCode(code)].sort();

describe('the packages that R code needs', () => {
  test.each([
    ['library(randomForest)', ['randomForest']],
    ['library("data.table")', ['data.table']],
    ['suppressPackageStartupMessages(library(ranger, quietly = TRUE))', ['ranger']],
    ['if (!require(e1071)) stop("no")', ['e1071']],
    ['requireNamespace("jsonlite", quietly = TRUE)', ['jsonlite']],
    ['library(package = MASS)', ['MASS']],
    ['x <- Matrix::sparseMatrix(i); y <- glmnet:::predict.glmnet(m)', ['Matrix', 'glmnet']],
    ['`data.table`::fread(path)', ['data.table']],
    ['library("xgboost", character.only = TRUE)', ['xgboost']],
  ])('are read from %s', (code, names) => {
    expect(found(code)).toEqual(names);
  });

  test.each([
    '# library(ggplot2)',
    'cat("see ggplot2::ggplot")',
    'cat(\'it\\\'s library(ggplot2)\')',
    'library(name, character.only = TRUE)',
    'my.library(ggplot2)',
    'lubrary(ggplot2)',
  ])('are not read from %s', (code) => {
    expect(found(code)).toEqual([]);
  });

  test('are read after a comment and a string on other lines', () => {
    expect(found('# a "quote\nx <- "library(no)" # more\nlibrary(yes)')).toEqual(['yes']);
  });
});
