# REML weights of R limma on gel300, run until they stand still (its default tolerance stops at .5% from there).
# usage: Rscript make_array_weights.R DATA_DIR OUT_FOLDER (DATA_DIR as for make_limma_reference.R)
arguments <- commandArgs(TRUE)
suppressMessages(library(limma))

size <- scan(file.path(arguments[1], "dim.txt"), quiet = TRUE)
Y <- matrix(readBin(file.path(arguments[1], "Y.bin"), "double", prod(size)), size[1])
X <- matrix(readBin(file.path(arguments[1], "X.bin"), "double", size[2] * 6), size[2])

converged <- function(prior.n) {
  # the warning says that a tolerance of 1e-30 is not to be had
  weights <- suppressWarnings(arrayWeights(Y, X, method = "reml", prior.n = prior.n, tol = 1e-30, maxiter = 500))
  format(weights, digits = 17, trim = TRUE)
}
cat("limma", as.character(packageVersion("limma")), "\n")
table <- data.frame(prior_0 = converged(0), prior_10 = converged(10), prior_100 = converged(100))
write.table(table, file.path(arguments[2], "array_weights.tsv"), sep = "\t", quote = FALSE, row.names = FALSE)
