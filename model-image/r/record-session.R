# record_session(folder): writes session.json beside a model that was just saved: R's version and those of the packages that were loaded. The model's image
# is held against it when it is built. Call it at the end of the script that trains the model, which may hand the model over, so that the packages that
# its predict() needs are known as well; needs no package itself.

record_session <- function(folder = ".", model = NULL) {
  packages <- sort(setdiff(loadedNamespaces(), rownames(utils::installed.packages(priority = "base"))))
  versions <- vapply(packages, function(package) as.character(getNamespaceVersion(package)), "")
  needs <- record_session_needs(model)
  lines <- c(
    "{",
    "  \"format\": 1,",
    sprintf("  \"r\": \"%s.%s\",", R.version$major, R.version$minor),
    sprintf("  \"platform\": \"%s\",", R.version$platform),
    sprintf("  \"needs\": [%s],", paste0("\"", needs, "\"", recycle0 = TRUE, collapse = ", ")),
    if (!length(packages)) "  \"packages\": {}"
    else c("  \"packages\": {", paste0(sprintf("    \"%s\": \"%s\"", packages, versions), c(rep(",", length(packages) - 1L), "")), "  }"),
    "}"
  )
  writeLines(lines, file.path(folder, "session.json"))
  invisible(versions)
}

# The packages whose predict() methods the classes of a model have.
record_session_needs <- function(model) {
  if (is.null(model)) return(character())
  homes <- lapply(class(model), function(class) {
    method <- utils::getS3method("predict", class, optional = TRUE, envir = globalenv())
    c(attr(class(model), "package"), if (!is.null(method)) environmentName(environment(method)))
  })
  sort(setdiff(unique(unlist(homes)), c("", ".GlobalEnv", "R_GlobalEnv", "base", rownames(utils::installed.packages(priority = "base")))))
}
