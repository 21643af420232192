# Writes JSON, for the worker's description of its model. Base R has no writer; the gateway never sends JSON to R.

json_string <- function(text) {
  text <- enc2utf8(as.character(text))
  text <- gsub("\\", "\\\\", text, fixed = TRUE)
  text <- gsub("\"", "\\\"", text, fixed = TRUE)
  for (code in c(1:31, 127)) {
    character <- intToUtf8(code)
    if (any(grepl(character, text, fixed = TRUE))) text <- gsub(character, sprintf("\\u%04x", code), text, fixed = TRUE)
  }
  paste0("\"", text, "\"")
}

json_scalar <- function(value) {
  if (is.na(value)) "null"
  else if (is.logical(value)) tolower(as.character(value))
  else if (is.numeric(value)) if (is.finite(value)) format(value, digits = 17L, scientific = FALSE, trim = TRUE) else "null"
  else json_string(value)
}

# A list with names is an object, a list without is an array, I() keeps a vector of length one an array.
json <- function(value) {
  if (is.null(value)) return("null")
  if (is.list(value) && !is.null(names(value))) {
    members <- paste0(json_string(names(value)), ":", vapply(value, json, ""))
    return(paste0("{", paste(members, collapse = ","), "}"))
  }
  if (is.list(value)) return(paste0("[", paste(vapply(value, json, ""), collapse = ","), "]"))
  if (length(value) == 1L && !inherits(value, "AsIs")) return(json_scalar(value))
  paste0("[", paste(vapply(as.list(unclass(value)), json_scalar, ""), collapse = ","), "]")
}
