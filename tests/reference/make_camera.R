# R limma's camera with estimated correlations, on a seeded table of genes that go together in tens.
# usage: Rscript make_camera.R OUT_FOLDER; writes gene_set_values.tsv and gene_sets.tsv, camera.tsv and camera_z.tsv
out <- commandArgs(TRUE)[1]
suppressMessages(library(limma))
cat("limma", as.character(packageVersion("limma")), "\n")
set.seed(20061)

genes <- 120
module <- rep(1:12, each = 10)
shared <- matrix(rnorm(12 * 12), 12)
own <- matrix(rnorm(genes * 12), genes)
y <- sqrt(6 / rchisq(genes, 6)) * (sqrt(module / 20) * shared[module, ] + sqrt(1 - module / 20) * own)
treated <- rep(0:1, each = 6)
effect <- rep(c(1, 1, -1, 0), c(5, 10, 10, 95)) # module 1 by half, 2 up, 3 down
y <- round(20 + y + effect %o% treated, 4)

sets <- c(
  lapply(1:12, function(k) which(module == k)), list(11:30, 1:2, 7, 1:119),
  lapply(2:25, function(size) sort(sample(genes, size)))
)
arms <- cbind(1, treated)
batch <- cbind(1, rep(0:1, 6), treated)
block <- rep(1:6, each = 2)
root <- t(chol(ifelse(outer(block, block, "=="), 0.4, 0) + diag(0.6, 12)))

models <- list(
  arms = list(y, arms), batch = list(y, batch), blocks = list(t(solve(root, t(y))), solve(root, arms))
)
results <- lapply(models, function(m) camera(m[[1]], sets, m[[2]], inter.gene.cor = NA, sort = FALSE))
scores <- sapply(models, function(m) {
  fit <- eBayes(lmFit(m[[1]], m[[2]]))
  zscoreT(fit$t[, ncol(m[[2]])], fit$df.total, approx = TRUE, method = "hill") # those that reproduce camera's p
})
text <- function(x) sub("NA", "nan", format(x, digits = 17, trim = TRUE))
rows <- do.call(rbind, lapply(names(results), function(design) {
  with(results[[design]], data.frame(
    design = design, size = NGenes, correlation = text(Correlation),
    direction = tolower(Direction), p_value = text(PValue)
  ))
}))
save_tsv <- function(table, name, ...) {
  write.table(table, file.path(out, name), sep = "\t", quote = FALSE, row.names = FALSE, ...)
}
save_tsv(y, "gene_set_values.tsv", col.names = FALSE)
writeLines(sapply(sets, function(members) paste(members - 1, collapse = " ")), file.path(out, "gene_sets.tsv"))
save_tsv(rows, "camera.tsv")
save_tsv(apply(scores, 2, text), "camera_z.tsv")
