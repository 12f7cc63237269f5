package io.kprofefe.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** What is wrong with a file, in words: the JDK says most of it with the name of a class. */
final class FileTrouble {

  private FileTrouble() {}

  static String of(FileSystemException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      case NotDirectoryException _ -> "not a directory";
      case FileAlreadyExistsException _ -> "exists already";
      case DirectoryNotEmptyException _ -> "the directory is not empty";
      default -> Objects.requireNonNullElse(failure.getReason(), "cannot be used");
    };
  }
}
