# The moderated t of R limma on the scallop gels of prot2D (pecten.csv), complete and with 15% holes.
# usage: Rscript make_pecten.R FOLDER_OF_PECTEN OUT_FOLDER
arguments <- commandArgs(TRUE)
suppressMessages(library(limma))

volumes <- as.matrix(read.csv(file.path(arguments[1], "pecten.csv"), row.names = 1, check.names = FALSE))
sheet <- read.csv(file.path(arguments[1], "pecten_samples.csv"))
condition <- factor(sheet$Condition[match(colnames(volumes), sheet$Gel)])
design <- model.matrix(~ 0 + condition)

analyse <- function(volumes, name) {
  log2v <- log2(volumes)
  ratios <- (log2v - rowMeans(log2v, na.rm = TRUE))[rowMeans(!is.na(log2v)) >= 0.5, ]
  log2v <- sweep(log2v, 2, apply(ratios, 2, median, na.rm = TRUE))
  fit <- eBayes(contrasts.fit(lmFit(log2v, design), c(-1, 1)))
  table <- data.frame(
    feature = rownames(volumes), log2fc = fit$coefficients[, 1], t = fit$t[, 1], df = fit$df.total,
    p_value = fit$p.value[, 1], adj_p_value = p.adjust(fit$p.value[, 1], "BH"),
    prior_df = fit$df.prior, prior_variance = fit$s2.prior
  )
  for (column in names(table)[-1]) table[[column]] <- format(table[[column]], digits = 17, trim = TRUE)
  write.table(table, file.path(arguments[2], name), sep = "\t", quote = FALSE, row.names = FALSE)
}

analyse(volumes, "pecten_complete.tsv")
# holes without a random generator, so that any language can make the same ones
holes <- (outer(seq_len(nrow(volumes)) * 37, seq_len(ncol(volumes)) * 101, "+") * 7919) %% 1009 < 151
cat("limma", as.character(packageVersion("limma")), "share of holes", mean(holes), "\n")
volumes[holes] <- NA
analyse(volumes, "pecten_holes.tsv")
