# Frames between the gateway and a worker, as docs/wire-protocol.md defines them: a header of eight 32-bit integers,
# then blocks of doubles, integers and NUL-terminated UTF-8 strings. Little-endian.

WIRE_MAGIC <- 0x31424c50L
KIND_SCHEMA <- 1L
KIND_SCORE <- 2L
KIND_START <- 3L
KIND_REQUEST <- 5L
KIND_HELLO <- 16L
KIND_RESULT <- 18L
KIND_ERROR <- 19L
KIND_RESPONSE <- 20L

TYPE_CODES <- c(
  double = 1L, integer = 2L, integer64 = 3L, logical = 4L, string = 5L,
  factor = 6L, date = 7L, datetime = 8L, ordered = 9L
)
DOUBLE_BLOCK <- c("double", "integer64", "date", "datetime")
INTEGER_BLOCK <- c("integer", "logical", "factor", "ordered")

# A named pipe. `raw` because R would otherwise test whether it is a regular file.
wire_open <- function(path, mode) file(path, open = mode, raw = TRUE)

wire_stop <- function(...) {
  stop(structure(class = c("wire_error", "error", "condition"), list(message = paste0(...), call = NULL)))
}

# NULL at the end of the stream.
wire_read_header <- function(input) {
  header <- readBin(input, "integer", 8L, endian = "little")
  if (length(header) == 0L) return(NULL)
  if (length(header) != 8L || header[8L] != WIRE_MAGIC) wire_stop("a frame's header is damaged")
  header
}

# From the raw bytes, because readBin cuts strings that it reads from a connection after 10,000 characters.
wire_read_strings <- function(input, count, size) {
  if (count == 0L) return(character())
  bytes <- readBin(input, "raw", size)
  if (length(bytes) != size) wire_stop("a frame ends before its strings do")
  strings <- readBin(bytes, "character", count)
  if (length(strings) != count) wire_stop("a frame ends before its strings do")
  Encoding(strings) <- "UTF-8"
  strings
}

# What a column needs beside its values: class, levels, time zone.
wire_attributes <- function(type, levels) {
  switch(type,
    integer64 = list(class = "integer64"),
    factor = list(levels = levels, class = "factor"),
    ordered = list(levels = levels, class = c("ordered", "factor")),
    date = list(class = "Date"),
    datetime = list(class = c("POSIXct", "POSIXt"), tzone = "UTC"),
    NULL
  )
}

wire_schema <- function(names, types, levels) {
  attributes <- Map(wire_attributes, types, levels)
  list(
    names = names,
    types = types,
    levels = levels,
    width = length(names),
    doubles = which(types %in% DOUBLE_BLOCK),
    integers = which(types %in% INTEGER_BLOCK),
    logicals = which(types == "logical"),
    strings = which(types == "string"),
    dressed = which(!vapply(attributes, is.null, NA)),
    attributes = unname(attributes)
  )
}

# The body of a SCHEMA frame: per column its type's code and its number of levels, then the names, then all levels.
wire_read_schema <- function(input, header) {
  width <- header[4L]
  codes <- readBin(input, "integer", 2L * width, endian = "little")
  if (length(codes) != 2L * width) wire_stop("a frame ends before its columns do")
  types <- names(TYPE_CODES)[match(codes[c(TRUE, FALSE)], TYPE_CODES)]
  if (anyNA(types)) wire_stop("a column's type is unknown")
  counts <- codes[c(FALSE, TRUE)]
  strings <- wire_read_strings(input, width + sum(counts), header[6L])
  levels <- unname(split(strings[-seq_len(width)], factor(rep(seq_len(width), counts), seq_len(width))))
  wire_schema(strings[seq_len(width)], types, levels)
}

wire_block <- function(input, what, columns, rows) {
  block <- readBin(input, what, length(columns) * rows, endian = "little")
  if (length(block) != length(columns) * rows) wire_stop("a frame ends before its values do")
  block
}

wire_spread <- function(columns, at, block, rows) {
  if (rows == 1L) {
    columns[at] <- as.list(block)
  } else {
    to <- 0L
    for (position in at) {
      columns[[position]] <- block[(to + 1L):(to + rows)]
      to <- to + rows
    }
  }
  columns
}

# The rows of a SCORE or RESULT frame as a data frame.
wire_read_columns <- function(input, header, schema) {
  rows <- header[4L]
  columns <- vector("list", schema$width)
  if (length(schema$doubles)) {
    columns <- wire_spread(columns, schema$doubles, wire_block(input, "double", schema$doubles, rows), rows)
  }
  if (length(schema$integers)) {
    columns <- wire_spread(columns, schema$integers, wire_block(input, "integer", schema$integers, rows), rows)
    for (position in schema$logicals) columns[[position]] <- as.logical(columns[[position]])
  }
  if (length(schema$strings)) {
    missing <- if (header[7L]) readBin(input, "integer", header[7L], endian = "little")
    strings <- wire_read_strings(input, length(schema$strings) * rows, header[6L])
    if (length(missing)) strings[missing + 1L] <- NA_character_
    columns <- wire_spread(columns, schema$strings, strings, rows)
  }
  for (position in schema$dressed) attributes(columns[[position]]) <- schema$attributes[[position]]
  attributes(columns) <- list(names = schema$names, class = "data.frame", row.names = c(NA_integer_, -rows))
  columns
}

wire_type <- function(column) {
  if (is.ordered(column)) "ordered"
  else if (is.factor(column)) "factor"
  else if (inherits(column, "integer64")) "integer64"
  else if (inherits(column, "Date")) "date"
  else if (inherits(column, "POSIXct")) "datetime"
  else if (is.logical(column)) "logical"
  else if (is.integer(column)) "integer"
  else if (is.double(column)) "double"
  else if (is.character(column)) "string"
  else stop("the model answered a column of class ", class(column)[1L], ", which has no form on the wire", call. = FALSE)
}

wire_schema_of <- function(data) {
  types <- vapply(data, wire_type, "", USE.NAMES = FALSE)
  levels <- lapply(data, function(column) if (is.factor(column)) enc2utf8(levels(column)) else character())
  wire_schema(enc2utf8(names(data)), types, unname(levels))
}

wire_header <- function(kind, id, rows, slot, text, missing, length) {
  c(length, kind, id, rows, slot, text, missing, WIRE_MAGIC)
}

wire_bytes <- function(strings) if (length(strings)) sum(nchar(strings, "bytes")) + length(strings) else 0L

wire_write_schema <- function(output, slot, schema) {
  strings <- c(schema$names, unlist(schema$levels))
  text <- wire_bytes(strings)
  codes <- as.vector(rbind(TYPE_CODES[schema$types], lengths(schema$levels)))
  writeBin(c(wire_header(KIND_SCHEMA, 0L, schema$width, slot, text, 0L, 4L * length(codes) + text), codes), output, endian = "little")
  if (length(strings)) writeBin(strings, output, useBytes = TRUE)
}

wire_plain <- function(columns) unlist(lapply(columns, function(column) { attributes(column) <- NULL; column }), use.names = FALSE)

wire_write_columns <- function(output, kind, id, slot, schema, data, rows) {
  doubles <- wire_plain(data[schema$doubles])
  storage.mode(doubles) <- "double"
  integers <- wire_plain(data[schema$integers])
  storage.mode(integers) <- "integer"
  strings <- enc2utf8(as.character(unlist(data[schema$strings], use.names = FALSE)))
  missing <- which(is.na(strings)) - 1L
  if (length(missing)) strings[missing + 1L] <- ""
  text <- wire_bytes(strings)
  length <- 8 * length(doubles) + 4 * length(integers) + 4 * length(missing) + text
  if (length > .Machine$integer.max) stop("the model's answer is larger than 2 GiB", call. = FALSE)
  writeBin(wire_header(kind, id, rows, slot, text, length(missing), as.integer(length)), output, endian = "little")
  if (length(doubles)) writeBin(doubles, output, endian = "little")
  if (length(integers)) writeBin(integers, output, endian = "little")
  if (length(missing)) writeBin(missing, output, endian = "little")
  if (length(strings)) writeBin(strings, output, useBytes = TRUE)
}

# An answer of one plain double column, by far the most common, without the bookkeeping of the general case.
wire_write_doubles <- function(output, id, slot, values) {
  count <- length(values)
  writeBin(c(8L * count, KIND_RESULT, id, count, slot, 0L, 0L, WIRE_MAGIC), output, endian = "little")
  writeBin(values, output, endian = "little")
}

# Status, then names and values of headers, as bytes; then the body as it is.
wire_write_response <- function(output, id, response) {
  strings <- c(as.character(response$status), rbind(names(response$headers), unlist(response$headers, use.names = FALSE)))
  text <- wire_bytes(strings)
  writeBin(wire_header(KIND_RESPONSE, id, length(strings), 0L, text, 0L, text + length(response$body)), output, endian = "little")
  writeBin(strings, output, useBytes = TRUE)
  if (length(response$body)) writeBin(response$body, output)
}

wire_write_text <- function(output, kind, id, text) {
  text <- enc2utf8(text)
  size <- nchar(text, "bytes") + 1L
  writeBin(wire_header(kind, id, 0L, 0L, size, 0L, size), output, endian = "little")
  writeBin(text, output, useBytes = TRUE)
}
