package io.jenkins.plugins.modeldelivery.report;

/**
 * Estimates how wide a text is drawn, without a font. The widths are DejaVu Sans', which are within a few per cent of
 * Verdana's; what they do not list is as wide as a digit, and East Asian characters are as wide as they are high.
 */
final class TextWidth {
    private static final char FIRST = ' ';
    private static final int OTHER = 636;
    private static final int FULL = 1000;

    /** Advance widths of U+0020 to U+007E in thousandths of the font's size. */
    private static final int[] WIDTHS = {
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
        1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
        603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
        500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
        635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838
    };

    private TextWidth() {}

    /** The width in the unit of {@code fontSize}. */
    static double of(String text, double fontSize) {
        return text.codePoints().mapToLong(TextWidth::thousandths).sum() * fontSize / 1000;
    }

    /** The text, cut with an ellipsis where it would be wider than {@code width}. */
    static String fit(String text, double fontSize, double width) {
        if (of(text, fontSize) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && of(text.substring(0, end) + "\u2026", fontSize) > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "\u2026";
    }

    private static int thousandths(int codePoint) {
        if (codePoint >= FIRST && codePoint < FIRST + WIDTHS.length) {
            return WIDTHS[codePoint - FIRST];
        }
        return isFullWidth(codePoint) || codePoint == '\u2026' ? FULL : OTHER;
    }

    private static boolean isFullWidth(int codePoint) {
        return Character.isIdeographic(codePoint)
                || codePoint >= 0x1100 && codePoint <= 0x115F
                || codePoint >= 0x2E80 && codePoint <= 0xA4CF
                || codePoint >= 0xAC00 && codePoint <= 0xD7A3
                || codePoint >= 0xF900 && codePoint <= 0xFAFF
                || codePoint >= 0xFE30 && codePoint <= 0xFE6F
                || codePoint >= 0xFF00 && codePoint <= 0xFF60
                || codePoint >= 0x1F300 && codePoint <= 0x1FAFF;
    }
}
