# The worker's life: read a frame, score it, answer, until the gateway closes the pipe.

SCHEMA_SLOTS <- 64L

# Answers the function of a data frame that every frame of rows goes through.
scorer <- function(model, outputs) {
  score <- model$score
  object <- model$object
  function(data) {
    value <- score(object, data)
    # The shape of nearly every answer, kept out of the general case because of its cost per request.
    if (is.double(value) && is.null(dim(value)) && is.null(oldClass(value)) && length(outputs) < 2L) return(value)
    as_answer(value, outputs)
  }
}

# `plumbed` is a router that answers HTTP requests, `score` a function that answers rows; a model has one of them, or both.
worker_serve <- function(input, output, score, outputs, plumbed = NULL) {
  if (!is.null(plumbed)) on.exit(plumber_exit(plumbed))
  schemas <- vector("list", SCHEMA_SLOTS)
  plain <- wire_schema(if (length(outputs) == 1L) outputs else "prediction", "double", list(character()))
  answered <- NULL
  announce <- function(schema) {
    if (!identical(schema, answered)) {
      answered <<- schema
      wire_write_schema(output, 0L, schema)
    }
  }
  # Of the rows that are being scored; 0 while a frame is read, when a failure is the end of the worker.
  id <- 0L
  # One tryCatch() around the loop, because one for each frame costs as much as to read a frame. FALSE at the end of the stream.
  serve_frames <- function() repeat {
    id <<- 0L
    header <- wire_read_header(input)
    if (is.null(header)) return(FALSE)
    if (header[2L] == KIND_SCHEMA) {
      schemas[[header[5L] + 1L]] <<- wire_read_schema(input, header)
      next
    }
    if (header[2L] == KIND_REQUEST && !is.null(plumbed)) {
      plumber_serve(plumbed, input, output, header)
      next
    }
    if (header[2L] != KIND_SCORE || is.null(score)) wire_stop("a frame of kind ", header[2L], " is unknown")
    data <- wire_read_columns(input, header, schemas[[header[5L] + 1L]])
    id <<- header[3L]
    answer <- score(data)
    if (is.double(answer)) {
      names(answer) <- NULL
      announce(plain)
      wire_write_doubles(output, id, 0L, answer)
    } else {
      found <- wire_schema_of(answer)
      announce(found)
      wire_write_columns(output, KIND_RESULT, id, 0L, found, answer, nrow(answer))
    }
    flush(output)
  }
  repeat {
    failure <- tryCatch(serve_frames(), wire_error = stop, error = identity)
    if (isFALSE(failure)) return(invisible())
    if (id == 0L) stop(failure)
    wire_write_text(output, KIND_ERROR, id, conditionMessage(failure))
    flush(output)
  }
}
