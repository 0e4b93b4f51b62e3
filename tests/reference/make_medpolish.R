# Tukey's median polish by R's medpolish: 40 proteins of 1 to 13 peptides in 9 samples, with 20% holes.
# usage: Rscript make_medpolish.R OUT_FOLDER
out <- commandArgs(TRUE)[1]
samples <- 9
sizes <- 1 + (seq_len(40) * 7) %% 13
protein <- rep(seq_along(sizes), sizes)
rows <- seq_along(protein)
# numbers without a random generator, so that any version of R makes the same ones
noise <- outer(rows, seq_len(samples), function(i, j) sin(i * 12.9898 + j * 78.233) * 43758.5453)
log2v <- 20 + 3 * sin(rows * 1.7) + outer(protein, seq_len(samples), function(p, j) cos(p * j)) + noise - floor(noise)
holes <- (outer(rows * 37, seq_len(samples) * 101, "+") * 7919) %% 1009 < 202
log2v[holes] <- NA

polished <- t(sapply(split(rows, protein), function(at) {
  fit <- suppressWarnings(medpolish(log2v[at, , drop = FALSE], na.rm = TRUE, trace.iter = FALSE))
  fit$overall + fit$col
}))
write <- function(matrix, first, name) {
  table <- data.frame(first, format(matrix, digits = 17, trim = TRUE))
  names(table) <- c("protein", paste0("s", seq_len(samples)))
  write.table(table, file.path(out, name), sep = "\t", quote = FALSE, row.names = FALSE)
}
write(log2v, protein, "medpolish_peptides.tsv")
write(polished, seq_along(sizes), "medpolish_proteins.tsv")
cat(R.version.string, "share of holes", mean(is.na(log2v)), "\n")
