# Rows to warm a worker with and to compare batches with: the folder's sample.csv, or rows made from the contract.

SAMPLE_ROWS <- 16L

sample_of_file <- function(path, contract) {
  data <- utils::read.csv(path, check.names = FALSE, stringsAsFactors = FALSE, nrows = SAMPLE_ROWS, encoding = "UTF-8")
  if (nrow(data) == 0L) stop("sample.csv holds no rows", call. = FALSE)
  for (spec in contract) {
    if (!spec$name %in% names(data)) stop("sample.csv has no column ", spec$name, call. = FALSE)
    data[[spec$name]] <- sample_cast(data[[spec$name]], spec)
  }
  if (length(contract)) data[vapply(contract, `[[`, "", "name")] else data
}

sample_cast <- function(values, spec) {
  switch(spec$type,
    double = as.double(values),
    integer = as.integer(values),
    integer64 = if (requireNamespace("bit64", quietly = TRUE)) bit64::as.integer64(as.character(values)) else values,
    logical = as.logical(values),
    string = as.character(values),
    factor = factor(as.character(values), spec$levels),
    ordered = factor(as.character(values), spec$levels, ordered = TRUE),
    date = as.Date(values),
    datetime = as.POSIXct(values, tz = "UTC"),
    values
  )
}

# Distinct rows without randomness: multiples of the golden ratio, modulo one, spread evenly over a column's range.
sample_made <- function(contract) {
  data <- lapply(seq_along(contract), function(position) {
    spec <- contract[[position]]
    part <- (seq_len(SAMPLE_ROWS) * 0.6180339887498949 + position * 0.4142135623730951) %% 1
    low <- spec$minimum %||% (if (is.null(spec$maximum)) 0 else spec$maximum - 1)
    high <- spec$maximum %||% (low + 1)
    number <- low + part * (high - low)
    switch(spec$type,
      double = number,
      any = number,
      integer = as.integer(round(if (is.null(spec$maximum)) low + part * 10 else number)),
      integer64 = if (requireNamespace("bit64", quietly = TRUE)) bit64::as.integer64(round(low + part * 10)) else number,
      logical = part < 0.5,
      string = letters[1L + (part * 26) %/% 1],
      factor = factor(spec$levels[1L + (part * length(spec$levels)) %/% 1], spec$levels),
      ordered = factor(spec$levels[1L + (part * length(spec$levels)) %/% 1], spec$levels, ordered = TRUE),
      date = as.Date("2024-01-01") + floor(part * 366),
      datetime = as.POSIXct("2024-01-01", tz = "UTC") + floor(part * 366 * 86400)
    )
  })
  names(data) <- vapply(contract, `[[`, "", "name")
  attributes(data) <- list(names = names(data), class = "data.frame", row.names = c(NA_integer_, -SAMPLE_ROWS))
  data
}

rows_of <- function(data, at) {
  columns <- lapply(unclass(data), `[`, at)
  attributes(columns) <- list(names = names(data), class = "data.frame", row.names = c(NA_integer_, -length(at)))
  columns
}

# Whether rows may be scored together: a batch, the batch turned round and its single rows must give the same answers.
# NULL when they do, otherwise the reason why not.
batch_objection <- function(score, data) {
  count <- nrow(data)
  if (count < 2L) return("the sample has one row, and comparing takes two")
  together <- score(data)
  if (nrow(together) != count) return(sprintf("score() answered %d rows for %d", nrow(together), count))
  turned <- rows_of(score(rows_of(data, rev(seq_len(count)))), rev(seq_len(count)))
  if (!same_answers(together, turned)) return("a row's answer depends on the order of the rows beside it")
  for (row in seq_len(count)) {
    alone <- score(rows_of(data, row))
    if (!same_answers(rows_of(together, row), alone)) return(sprintf("row %d of the sample is answered differently alone and in a batch", row))
  }
  NULL
}

# Up to rounding: linear algebra may sum a batch in another order than a single row.
same_answers <- function(one, other) {
  plain <- function(data) lapply(unclass(data), function(values) if (is.factor(values)) as.character(values) else values)
  identical(names(one), names(other)) && nrow(one) == nrow(other) &&
    isTRUE(all.equal(plain(one), plain(other), tolerance = 1e-9, check.attributes = FALSE))
}
