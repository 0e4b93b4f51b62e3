# R limma's fry on the table and the sets of make_camera.R, without its own standardisation and with it.
# usage: Rscript make_fry.R FOLDER (of gene_set_values.tsv and gene_sets.tsv; writes fry.tsv there)
folder <- commandArgs(TRUE)[1]
suppressMessages(library(limma))
cat("limma", as.character(packageVersion("limma")), "\n")

y <- as.matrix(read.table(file.path(folder, "gene_set_values.tsv")))
sets <- lapply(strsplit(readLines(file.path(folder, "gene_sets.tsv")), " "), function(places) as.integer(places) + 1L)
design <- cbind(1, rep(0:1, 6), rep(0:1, each = 6))
posterior <- sqrt(eBayes(lmFit(y, design))$s2.post)

results <- list(
  raw = fry(y, sets, design, standardize = "none", sort = "none"),
  moderated = fry(y / posterior, sets, design, standardize = "none", sort = "none"),
  default = fry(y, sets, design, sort = "none")
)
text <- function(x) format(x, digits = 17, trim = TRUE)
rows <- do.call(rbind, lapply(names(results), function(scale) {
  with(results[[scale]], data.frame(
    scale = scale, size = NGenes, direction = tolower(Direction), p_value = text(PValue), p_mixed = text(PValue.Mixed)
  ))
}))
write.table(rows, file.path(folder, "fry.tsv"), sep = "\t", quote = FALSE, row.names = FALSE)
